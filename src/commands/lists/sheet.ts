import { type Out, printAll } from '../../output/print.ts';
import { tableChunks } from '../../output/table.ts';
import { visibleLines } from '../../output/visible.ts';
import type { Look } from '../../views/look.ts';

/** How rows are laid out: a table of cells, or one text for each. */
export interface Sheet<Row> {
  /** Undefined when rows are texts. */
  readonly head: readonly string[] | undefined;
  /** As in TableStyle. */
  readonly minWidth: number;
  cells(row: Row, look: Look): string[];
}

export type Cells = readonly string[];

export interface SheetStyle {
  /** Absent: no colours. */
  readonly paint?: (cell: string, head: string) => string;
  readonly isTerminal: boolean;
}

type Shape = Pick<Sheet<never>, 'head' | 'minWidth'>;

export async function printSheet(out: Out, shape: Shape, cells: Iterable<Cells>, style: SheetStyle): Promise<void> {
  await printAll(out, await chunksOf(shape, cells, style));
}

/** The lines of the head, and for each row its own. */
export async function sheetLines(
  shape: Shape,
  cells: readonly Cells[],
  style: SheetStyle,
): Promise<{ head: string[]; rows: string[] }> {
  if (shape.head === undefined) return { head: [], rows: cells.map((row) => textOf(row, style)) };
  const text = [...(await chunksOf(shape, cells, style))].join('');
  const [head = '', ...rows] = text.split('\n').slice(0, -1);
  return { head: [head], rows };
}

function chunksOf({ head, minWidth }: Shape, cells: Iterable<Cells>, style: SheetStyle): Promise<Iterable<string>> {
  if (head === undefined) return Promise.resolve(texts(cells, style));
  const { paint } = style;
  return tableChunks(withHead(head, cells), { minWidth, ...(paint === undefined ? {} : { paint }) });
}

function* withHead(head: Cells, cells: Iterable<Cells>): Generator<Cells> {
  yield head;
  yield* cells;
}

function* texts(cells: Iterable<Cells>, style: SheetStyle): Generator<string> {
  for (const row of cells) yield `${textOf(row, style)}\n`;
}

/** A pipe gets what a template makes; a terminal never gets what a name could command it. */
function textOf(row: Cells, { isTerminal }: SheetStyle): string {
  const text = row.join('');
  return isTerminal ? visibleLines(text) : text;
}
