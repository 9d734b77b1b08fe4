/** What a schema.tsv says, as data. The format is described at the top of schema.tsv. */
export interface Schema {
  services: ServiceFacts[];
  messages: MessageFacts[];
  enums: EnumFacts[];
}

export interface ServiceFacts {
  name: string;
  path: string;
  rpcs: { name: string; request: string; reply: string; streams: boolean }[];
}

export interface MessageFacts {
  name: string;
  fields: FieldFacts[];
}

export interface FieldFacts {
  /** As in the proto file: pod_sandbox_id. */
  name: string;
  number: number;
  type: string;
  isList: boolean;
  note: string | undefined;
}

export interface EnumFacts {
  name: string;
  jsonDrop: string;
  values: { name: string; number: number }[];
}

type Row = { cells: readonly string[]; line: number };

export const scalars = ['string', 'bytes', 'bool', 'int32', 'uint32', 'int64', 'uint64', 'double'] as const;
export const mapType = 'map<string,string>';

/** @throws Error that names the line, for a schema that cannot be used */
export function parseSchema(text: string): Schema {
  const schema: Schema = { services: [], messages: [], enums: [] };
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    addRow(schema, { cells: line.split('\t'), line: index + 1 });
  }
  checkTypes(schema);
  return schema;
}

function addRow(schema: Schema, row: Row): void {
  const { cells } = row;
  switch (cells[0]) {
    case 'service':
      schema.services.push({ name: cell(row, 1), path: cell(row, 2), rpcs: [] });
      break;
    case 'rpc':
      last(schema.services, row).rpcs.push({ name: cell(row, 1), request: cell(row, 2), ...starred(cell(row, 3), 'reply', 'streams') });
      break;
    case 'message':
      schema.messages.push({ name: cell(row, 1), fields: [] });
      break;
    case 'field':
      last(schema.messages, row).fields.push({
        name: cell(row, 1),
        number: Number(cell(row, 2)),
        ...starred(cell(row, 3), 'type', 'isList'),
        note: cells[4],
      });
      break;
    case 'enum':
      schema.enums.push({ name: cell(row, 1), jsonDrop: cells[2]?.replace('json-drop=', '') ?? '', values: [] });
      break;
    case 'value':
      last(schema.enums, row).values.push({ name: cell(row, 1), number: Number(cell(row, 2)) });
      break;
    default:
      throw new Error(`schema line ${row.line}: unknown kind ${cells[0]}`);
  }
}

/** `*Name` → { [nameKey]: 'Name', [starKey]: true } */
function starred<N extends string, S extends string>(text: string, nameKey: N, starKey: S): Record<N, string> & Record<S, boolean> {
  const isStarred = text.startsWith('*');
  return { [nameKey]: isStarred ? text.slice(1) : text, [starKey]: isStarred } as Record<N, string> & Record<S, boolean>;
}

function cell(row: Row, column: number): string {
  const text = row.cells[column];
  if (text === undefined || text === '') throw new Error(`schema line ${row.line}: column ${column + 1} is missing`);
  return text;
}

function last<T>(list: readonly T[], row: Row): T {
  const item = list.at(-1);
  if (item === undefined) throw new Error(`schema line ${row.line}: ${row.cells[0]} belongs to nothing`);
  return item;
}

function checkTypes(schema: Schema): void {
  const known = new Set<string>([...scalars, mapType, ...schema.messages.map((m) => m.name), ...schema.enums.map((e) => e.name)]);
  for (const { name, fields } of schema.messages) {
    const numbers = new Set(fields.map((field) => field.number));
    if (numbers.size !== fields.length) throw new Error(`schema: ${name} uses a field number twice`);
    for (const field of fields) {
      if (!known.has(field.type)) throw new Error(`schema: ${name}.${field.name} has the unknown type ${field.type}`);
    }
  }
  for (const rpc of schema.services.flatMap((service) => service.rpcs)) {
    for (const type of [rpc.request, rpc.reply]) {
      if (!known.has(type)) throw new Error(`schema: ${rpc.name} uses the unknown message ${type}`);
    }
  }
}
