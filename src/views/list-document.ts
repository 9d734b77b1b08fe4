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
