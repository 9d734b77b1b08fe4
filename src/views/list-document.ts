import { toJson } from '../cri/json.ts';
import type { Table } from '../cri/table.ts';

/** A list as JSON and YAML show it. Its items are made as they are read, so that a long list is never held twice. */
export function listDocument<T>(
  name: string,
  table: Table<T>,
  messages: readonly T[],
): Record<string, Iterable<object>> {
  return { [name]: items(table, messages) };
}

function* items<T>(table: Table<T>, messages: readonly T[]): Generator<object> {
  for (const message of messages) yield toJson(table, message);
}

/** What a template of `--format` can ask of a row. */
export type RowFields = Readonly<Record<string, unknown>>;

/** Columns, which `{{json .}}` shows, and the message's own fields, which it does not. */
export function rowFields(
  columns: Readonly<Record<string, unknown>>,
  message: Readonly<Record<string, unknown>>,
  label?: (key: string) => string,
): RowFields {
  const row: Record<string, unknown> = { ...columns };
  for (const [name, value] of Object.entries(message)) Object.defineProperty(row, name, { value });
  if (label !== undefined) Object.defineProperty(row, 'Label', { value: label });
  return row;
}

/** The heads of the same fields: a message's field is called by its name in capitals, a label by the last part of its key. */
export function rowHeads(columns: Readonly<Record<string, string>>, table: Table<unknown>): RowFields {
  return rowFields(columns, messageHeads(table), labelHead);
}

export function labelHead(key: string): string {
  return (key.split('.').at(-1) ?? '').replace(/[-_]/g, ' ');
}

function messageHeads(table: Table<unknown>): Record<string, unknown> {
  return Object.fromEntries(
    table.fields.map((field) => {
      const isPart = field.kind === 'm' && !field.isList;
      return [field.name, isPart ? messageHeads(field.table()) : field.protoName.replaceAll('_', ' ').toUpperCase()];
    }),
  );
}
