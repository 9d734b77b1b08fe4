import { readFileSync } from 'node:fs';
import { type FieldFacts, parseSchema } from '../../src/cri/gen/schema.ts';

export type SchemaField = FieldFacts;

export interface Method {
  readonly servicePath: string;
  readonly request: string;
  readonly reply: string;
  readonly streams: boolean;
}

/** The CRI schema, ready to be looked up by name. */
export interface Schema {
  readonly messages: ReadonlyMap<string, readonly SchemaField[]>;
  /** Enum to its values by name, in order: the first is zero. */
  readonly enums: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly methods: ReadonlyMap<string, Method>;
}

let loaded: Schema | undefined;

export function schema(): Schema {
  loaded ??= load();
  return loaded;
}

function load(): Schema {
  const facts = parseSchema(readFileSync(new URL('../../src/cri/gen/schema.tsv', import.meta.url), 'utf8'));
  const rpcs = facts.services.flatMap(({ path, rpcs }) => rpcs.map((rpc) => ({ ...rpc, servicePath: path })));
  return {
    messages: new Map(facts.messages.map(({ name, fields }) => [name, fields])),
    enums: new Map(
      facts.enums.map(({ name, values }) => [name, new Map(values.map((value) => [value.name, value.number]))]),
    ),
    methods: new Map(rpcs.map((rpc) => [rpc.name, rpc])),
  };
}
