import { usageError } from '../errors.ts';
import { byCodePoint } from '../model/code-points.ts';
import { nearest } from '../model/nearest.ts';
import type { RowFields } from './list-document.ts';
import type { Look } from './look.ts';

/** What a list can show of each row, and what has to be known for it. */
export interface Column<Row, Need extends string> {
  /** As templates and flags name it: PodIP. */
  readonly name: string;
  readonly head: string;
  /** What the plain list does not tell. It is fetched only for columns that are shown or sorted by. */
  readonly needs?: Need;
  text(row: Row, look: Look): string;
  /** What rows are sorted by; absent: the text. Undefined comes last. */
  order?(row: Row): Key | undefined;
}

type Key = bigint | number | string;

/** Shown where a row has nothing in a column. */
export const NOTHING = '-';

export interface SortKey<Row, Need extends string> {
  readonly column: Column<Row, Need>;
  readonly isDescending: boolean;
}

/** The columns of the plain table. What `orders` does not mention is sorted by its text. */
export function plainColumns<Row>(
  heads: RowFields,
  textsOf: (row: Row, look: Look) => Readonly<Record<string, string | undefined>>,
  orders: Readonly<Record<string, (row: Row) => Key | undefined>>,
): Column<Row, never>[] {
  return Object.entries(heads).map(([name, head]) => ({
    name,
    head: String(head),
    text: (row, look) => textsOf(row, look)[name] ?? '',
    ...(orders[name] === undefined ? {} : { order: orders[name] }),
  }));
}

/** Lets a template see further columns; `{{json .}}` does not show them. Only what it asks for is made. */
export function withColumns<Row, Need extends string>(
  fields: RowFields,
  columns: readonly Column<Row, Need>[],
  textOf: (column: Column<Row, Need>) => string,
): RowFields {
  for (const column of columns) {
    if (!(column.name in fields)) Object.defineProperty(fields, column.name, { get: () => textOf(column) });
  }
  return fields;
}

/** Labels as one text: in the order of their keys. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels)
    .sort(byCodePoint)
    .map((key) => `${key}=${labels[key]}`)
    .join(',');
}

/** The columns that words name, in their order. @throws CrixError of kind usage for an unknown one */
export function chooseColumns<Row, Need extends string>(
  all: readonly Column<Row, Need>[],
  words: readonly string[],
): Column<Row, Need>[] {
  return words.map((word) => columnOf(all, word, 'columns'));
}

/** `name,-created`: the first key counts most, a minus turns its order round. @throws CrixError of kind usage */
export function readSortKeys<Row, Need extends string>(
  all: readonly Column<Row, Need>[],
  words: readonly string[],
): SortKey<Row, Need>[] {
  return words.map((word) => {
    const isDescending = word.startsWith('-');
    return { column: columnOf(all, isDescending ? word.slice(1) : word, 'sort'), isDescending };
  });
}

/** Names are understood as templates spell them and as heads do, in any case: `PodIP`, `pod-ip`, `POD IP`. */
function columnOf<Row, Need extends string>(
  all: readonly Column<Row, Need>[],
  word: string,
  flag: string,
): Column<Row, Need> {
  const wanted = plain(word);
  const found = all.find(({ name }) => plain(name) === wanted) ?? all.find(({ head }) => plain(head) === wanted);
  if (found !== undefined) return found;
  const names = all.map(({ name }) => name.toLowerCase());
  const meant = nearest(wanted, names);
  const columns = `columns: ${names.join(', ')}`;
  throw usageError(
    `unknown column ${JSON.stringify(word)} for --${flag}`,
    meant === undefined ? columns : `did you mean ${meant}? ${columns}`,
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** What has to be fetched for these columns. */
export function needsOf<Row, Need extends string>(columns: Iterable<Column<Row, Need>>): ReadonlySet<Need> {
  const needs = new Set<Need>();
  for (const { needs: need } of columns) if (need !== undefined) needs.add(need);
  return needs;
}

/** A new list; equals keep their order. */
export function sortRows<Row, Need extends string>(
  rows: readonly Row[],
  keys: readonly SortKey<Row, Need>[],
  look: Look,
): Row[] {
  const compare = keys.map(({ column, isDescending }) => {
    const keyOf = (row: Row): Key | undefined =>
      column.order === undefined ? column.text(row, look) : column.order(row);
    return (a: Row, b: Row) => compareKeys(keyOf(a), keyOf(b), isDescending ? -1 : 1);
  });
  return [...rows].sort((a, b) => {
    for (const by of compare) {
      const order = by(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compareKeys(a: Key | undefined, b: Key | undefined, direction: 1 | -1): number {
  // What is not known is last in either direction.
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (typeof a === 'string' && typeof b === 'string') return direction * byCodePoint(a, b);
  return a === b ? 0 : a < b ? -direction : direction;
}
