import { camelCase } from '../table.ts';
import { type EnumFacts, type FieldFacts, mapType, type MessageFacts, type Schema } from './schema.ts';

const header = '// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.\n';

/** types.ts: what decoded messages look like. */
export function emitTypes(schema: Schema): string {
  const enums = new Set(schema.enums.map((e) => e.name));
  const byName = schema.messages.map(({ name }) => `  ${quoteKey(name)}: ${typeName(name)};\n`).join('');
  return [
    header,
    ...schema.enums.map(emitEnumType),
    ...schema.messages.map((message) => emitInterface(message, enums)),
    `/** Every message by its name in the schema. */\nexport interface Messages {\n${byName}}\n`,
  ].join('\n');
}

function emitEnumType({ name, values }: EnumFacts): string {
  const names = values.map((value) => `  | '${value.name}'\n`).join('');
  return `/** A number where the runtime is newer than this schema. */\nexport type ${typeName(name)} =\n${names}  | number;\n`;
}

function emitInterface({ name, fields }: MessageFacts, enums: ReadonlySet<string>): string {
  if (fields.length === 0) return `export type ${typeName(name)} = Record<never, never>;\n`;
  const lines = fields.map((field) => {
    const doc = field.note === 'deprecated' ? '  /** @deprecated by the API */\n' : '';
    const optional = isMessage(field, enums) && !field.isList ? '?' : '';
    return `${doc}  ${camelCase(field.name)}${optional}: ${fieldType(field)};\n`;
  });
  return `export interface ${typeName(name)} {\n${lines.join('')}}\n`;
}

function isMessage(field: FieldFacts, enums: ReadonlySet<string>): boolean {
  return scalarTypes[field.type] === undefined && !enums.has(field.type);
}

const scalarTypes: Readonly<Record<string, string>> = {
  string: 'string',
  bytes: 'Uint8Array',
  bool: 'boolean',
  int32: 'number',
  uint32: 'number',
  int64: 'bigint',
  uint64: 'bigint',
  double: 'number',
  [mapType]: 'Readonly<Record<string, string>>',
};

function fieldType(field: FieldFacts): string {
  const type = scalarTypes[field.type] ?? typeName(field.type);
  return field.isList ? `readonly ${type}[]` : type;
}

/** services.ts: an interface for each service and the table from which a client is built. */
export function emitServices(schema: Schema, apiModule: string): string {
  const used = new Set(schema.services.flatMap(({ rpcs }) => rpcs.flatMap((rpc) => [rpc.request, rpc.reply])));
  const imports = [...used].sort().map((name) => `  ${typeName(name)},\n`).join('');
  return [
    header,
    `import type { Call, Init } from '${apiModule}';`,
    `import type {\n${imports}} from './types.ts';\n`,
    ...schema.services.map(({ name, path, rpcs }) => {
      const methods = rpcs.map((rpc) => {
        const reply = `${rpc.streams ? 'AsyncIterable' : 'Promise'}<${typeName(rpc.reply)}>`;
        return `  ${lowerFirst(rpc.name)}(request: Init<${typeName(rpc.request)}>, call?: Call): ${reply};\n`;
      });
      const rows = rpcs.map((rpc) => `  '${rpc.name} ${rpc.request} ${rpc.streams ? '*' : ''}${rpc.reply}',\n`);
      return [
        `export interface ${name} {\n${methods.join('')}}\n`,
        '/** Method, request, reply (a star: a stream of them), after the path of the service. */',
        `export const ${lowerFirst(name)}Methods = [\n  '${path}',\n${rows.join('')}] as const;\n`,
      ].join('\n');
    }),
  ].join('\n');
}

/**
 * tables.ts: one line of text per message and enum; table.ts says how it is read. Two texts instead of objects of texts: each
 * name and text of those would take its own part of every start.
 */
export function emitTables(schema: Schema, tableModule: string): string {
  const enums = new Set(schema.enums.map((e) => e.name));
  const messages = schema.messages.map(({ name, fields }) => `${name}=${fields.map((field) => tableEntry(field, enums)).join(' ')}\n`);
  const values = schema.enums.map(
    (e) => `${e.name}=${e.jsonDrop}|${e.values.map((value) => `${value.name}=${value.number}`).join(' ')}\n`,
  );
  return [
    header,
    `import { Tables } from '${tableModule}';`,
    "import type { Messages } from './types.ts';\n",
    `export const tables = new Tables<Messages>(\n\`\n${messages.join('')}\`,\n\`\n${values.join('')}\`,\n);\n`,
  ].join('\n');
}

const kindLetters: Readonly<Record<string, string>> = {
  string: 's',
  bytes: 'y',
  bool: 'b',
  int32: 'i',
  uint32: 'u',
  int64: 'l',
  uint64: 'v',
  double: 'd',
  [mapType]: 'p',
};

function tableEntry(field: FieldFacts, enums: ReadonlySet<string>): string {
  const kind = kindLetters[field.type] ?? (enums.has(field.type) ? 'e' : 'm');
  const type = kind === 'e' || kind === 'm' ? `:${field.type}` : '';
  return `${field.number}${field.isList ? '*' : ''}${field.note === 'secret' ? '!' : ''}${kind}:${field.name}${type}`;
}

function typeName(name: string): string {
  return name.replaceAll('.', '');
}

function quoteKey(name: string): string {
  return name.includes('.') ? `'${name}'` : name;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
