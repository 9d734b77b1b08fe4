import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../../cli/define.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { usageError } from '../../errors.ts';
import type { FetchDeps } from '../../ops/fetch-each.ts';
import { type Moment, moments } from '../../ops/node/moments.ts';
import { readRowFormat } from '../../output/row-format.ts';
import { type Column, chooseColumns, needsOf, readSortKeys, sortRows, withColumns } from '../../views/columns.ts';
import type { RowFields } from '../../views/list-document.ts';
import type { Look } from '../../views/look.ts';
import { type ListArgs, type ListPrinter, lookOf, parseListFormat } from './format.ts';
import { cellPainter } from './painter.ts';
import { printSheet, type Sheet } from './sheet.ts';
import { watchSheet } from './watch.ts';

// Lists as people want them at a terminal: chosen columns, sorted, watched. Loaded when one of their flags is given.

/** What is listed, with all that can be shown of it. */
export interface PeopleList<Item, Row, Need extends string> {
  columns: readonly Column<Row, Need>[];
  /** Names of the columns that the plain table shows, and `-o wide`. */
  plain: readonly string[];
  wide: readonly string[];
  /** What templates see without further columns, and the heads of it. */
  fields(row: Row, look: Look): RowFields;
  heads(): RowFields;
  /** Called when the words have proved right. */
  connect(): Promise<Source<Item, Row, Need>>;
  itemOf(row: Row): Item;
  /** Tells rows apart. */
  keyOf(row: Row): string;
}

export interface Source<Item, Row, Need extends string> {
  list(): Promise<Item[]>;
  details(items: readonly Item[], needs: ReadonlySet<Need>): Promise<Row[]>;
  /** When a watched list is stale. */
  moments(): AsyncIterable<Moment>;
}

/** As wide as their content: these tables are for eyes. */
const NO_MIN_WIDTH = 0;
const FORMAT_MIN_WIDTH = 10;

/** Checks the words, then shows the list. `plainPrinter` prints what has no columns: quiet, verbose, json and yaml. */
export async function showForPeople<Item, Row, Need extends string>(
  context: Context,
  flags: ListArgs,
  list: PeopleList<Item, Row, Need>,
  plainPrinter: () => Promise<ListPrinter<Item>>,
): Promise<void> {
  const sort = readSortKeys(list.columns, flags.sort);
  const sortNeeds = sort.map(({ column }) => column);
  const look = lookOf(context, flags);
  const form = formOf(parseListFormat(context, flags), flags);
  const shown = form === undefined ? shownIn(flags, list) : undefined;
  const printer = shown === undefined ? await plainPrinter() : undefined;
  const { list: fetch, details, moments: changes } = await list.connect();
  const rowsWith = async (columns: readonly Column<Row, Need>[]): Promise<Row[]> => {
    return sortRows(await details(await fetch(), needsOf([...columns, ...sortNeeds])), sort, look());
  };
  if (shown === undefined) return printer?.print([...new Set((await rowsWith([])).map(list.itemOf))]);
  const { sheet, columns } = shown;
  const paint = await cellPainter(context);
  const style = { isTerminal: context.io.stdout.isTerminal, ...(paint === undefined ? {} : { paint }) };
  if (flags.watch) {
    const watching = { sheet, moments: changes(), fetch: () => rowsWith(columns), keyOf: list.keyOf, look, style };
    return watchSheet(context, watching);
  }
  const rows = await rowsWith(columns);
  const now = look();
  await printSheet(context.io.stdout, sheet, cellsOf(sheet, rows, now), style);
}

function* cellsOf<Row>(sheet: Sheet<Row>, rows: Iterable<Row>, look: Look): Generator<string[]> {
  for (const row of rows) yield sheet.cells(row, look);
}

/** The form without columns that was asked for. @throws CrixError of kind usage when there are flags that need some */
function formOf(output: string, flags: ListArgs): string | undefined {
  const form = formWithoutColumns(output, flags);
  const needsColumns = [flags.format && '--format', flags.columns.length > 0 && '--columns', flags.watch && '--watch'];
  const contrary = needsColumns.find((flag) => Boolean(flag));
  if (form === undefined || !contrary) return form;
  throw usageError(`give ${form} or ${contrary}, not both`);
}

function formWithoutColumns(output: string, { quiet, verbose, format }: ListArgs): string | undefined {
  if (output === 'json' || output === 'yaml') return `--output ${output}`;
  // A format goes before --quiet, as in docker.
  if (format) return undefined;
  return quiet ? '--quiet' : verbose ? '--verbose' : undefined;
}

interface Shown<Row, Need extends string> {
  sheet: Sheet<Row>;
  columns: readonly Column<Row, Need>[];
}

/** @throws CrixError of kind usage */
function shownIn<Item, Row, Need extends string>(
  { format, columns: words, output }: ListArgs,
  list: PeopleList<Item, Row, Need>,
): Shown<Row, Need> {
  if (format) {
    if (words.length > 0 || output === 'wide') throw usageError('give --format or columns, not both');
    return formatted(format, list);
  }
  const names = words.length > 0 ? words : output === 'wide' ? list.wide : list.plain;
  const columns = chooseColumns(list.columns, names);
  const cells = (row: Row, look: Look): string[] => columns.map((column) => column.text(row, look));
  return { sheet: { head: columns.map(({ head }) => head), minWidth: NO_MIN_WIDTH, cells }, columns };
}

function formatted<Item, Row, Need extends string>(
  text: string,
  { columns, heads, fields }: PeopleList<Item, Row, Need>,
): Shown<Row, Need> {
  const heading = { fields: withColumns(heads(), columns, ({ head }) => head), minWidth: FORMAT_MIN_WIDTH };
  const format = readRowFormat(text, heading);
  const cells = (row: Row, look: Look): string[] =>
    format.cells(withColumns(fields(row, look), columns, (column) => column.text(row, look)));
  // A column may stand in a branch that the heads do not take: that its name occurs has to be enough.
  const mentioned = columns.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
  return { sheet: { head: format.head, minWidth: FORMAT_MIN_WIDTH, cells }, columns: mentioned };
}

const mostWarnings = 3;

/** What could not be fetched is warned about, but not a thousand times. */
export function fetchDeps(context: Context): FetchDeps {
  let left = mostWarnings;
  const onFailure = (error: unknown): void => {
    if (left-- > 0) void context.report(error);
  };
  return { signal: context.signal, onFailure };
}

export function momentsFor({ signal }: Context, runtime: RuntimeService, hasEvents: boolean): AsyncIterable<Moment> {
  return moments(runtime, {
    signal,
    hasEvents,
    pause: (ms, until) => pause(ms, undefined, { signal: until }).catch(() => {}),
  });
}
