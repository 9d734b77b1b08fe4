import { defineMappingTag, defineScalarTag, loadAll, mergeTag, Schema, seqTag, strTag, YAMLException } from 'js-yaml';
import { CrixError } from './errors.ts';

/** A scalar without quotes, as it stands in the file: what `010` or `yes` means is for the reader of the field to say. */
export class PlainScalar {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Quoted and block scalars are strings. Mappings have no prototype. */
export type YamlNode = string | PlainScalar | YamlNode[] | YamlMapping;
export interface YamlMapping {
  [key: string]: YamlNode;
}

const plainTag = defineScalarTag('tag:yaml.org,2002:plain', {
  implicit: true,
  resolve: (text) => new PlainScalar(text),
  identify: () => false,
});

/** Explicit tags such as `!!int "5"` say what the field's own type says already. */
const taggedScalars = ['int', 'float', 'bool', 'null', 'timestamp'].map((name) =>
  defineScalarTag(`tag:yaml.org,2002:${name}`, { resolve: (text) => new PlainScalar(text), identify: () => false }),
);

function keyText(key: unknown): string | undefined {
  if (key instanceof PlainScalar) return key.text;
  return typeof key === 'string' ? key : undefined;
}

const mappingTag = defineMappingTag<YamlMapping>('tag:yaml.org,2002:map', {
  create: () => Object.create(null) as YamlMapping,
  addPair: (mapping, key, value) => {
    const text = keyText(key);
    if (text === undefined) return 'a key has to be a single word';
    mapping[text] = value as YamlNode;
    return '';
  },
  has: (mapping, key) => (keyText(key) ?? '') in mapping,
  keys: (mapping) => Object.keys(mapping),
  get: (mapping, key) => mapping[keyText(key) ?? ''],
  identify: () => false,
});

/** Reads the first document of YAML (or JSON, tabs included) without deciding what unquoted words mean; the last of duplicate keys wins. */
export function readYamlAsWritten(text: string): YamlNode | undefined {
  const schema = new Schema([strTag, mergeTag, plainTag, ...taggedScalars, seqTag, mappingTag]);
  try {
    return loadAll(text, { schema, json: true })[0] as YamlNode | undefined;
  } catch (error) {
    throw invalidYaml(error);
  }
}

function invalidYaml(error: unknown): unknown {
  if (!(error instanceof YAMLException)) return error;
  const at = error.mark === undefined ? '' : ` at line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
  return new CrixError('failure', `not valid YAML${at}: ${error.reason}`, { cause: error });
}
