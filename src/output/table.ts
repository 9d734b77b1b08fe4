import { visible } from './visible.ts';

export type Row = readonly string[];

export interface TableStyle {
  /** A column is at least so wide, the gap included: 20 for crictl, 10 for docker. */
  readonly minWidth?: number;
  /** What counts as one: crictl counts code points, which shifts columns after wide characters; cells are what a terminal shows. */
  readonly measure?: 'code-points' | 'cells';
  /** Colours a padded cell below the head that it is given; it must not change what is visible. */
  readonly paint?: Paint;
}

export type Paint = (cell: string, head: string) => string;

const GAP = 3;
const CHUNK = 64 * 1024;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Rows in aligned columns, a line each, in pieces of some size. Cells are made safe for terminals. The last column is not
 * padded.
 */
export async function tableChunks(rows: Iterable<Row>, style: TableStyle = {}): Promise<Iterable<string>> {
  const minWidth = style.minWidth ?? 20;
  const safe: Row[] = [];
  const widths: number[] = [];
  let isPlain = true;
  for (const row of rows) {
    const hasPlainCells = row.every((cell) => PLAIN.test(cell));
    const cells = hasPlainCells ? row : row.map(visible);
    isPlain &&= hasPlainCells;
    safe.push(cells);
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] as string;
      const width = lengthOf(cell, hasPlainCells) + GAP;
      if (width > (widths[at] ?? minWidth)) widths[at] = width;
    }
  }
  if (!isPlain && style.measure !== 'code-points') return chunked(await alignByCells(safe, minWidth, style.paint));
  const widthOf = (at: number): number => widths[at] ?? minWidth;
  const pad: Pad = isPlain
    ? (cell, at) => cell.padEnd(widthOf(at))
    : (cell, at) => cell + ' '.repeat(widthOf(at) - [...cell].length);
  return chunked(alignWith(safe, pad, style.paint));
}

function lengthOf(cell: string, isPlain: boolean): number {
  return isPlain ? cell.length : [...cell].length;
}

type Pad = (cell: string, at: number) => string;

function* alignWith(rows: readonly Row[], pad: Pad, paint: Paint | undefined): Generator<string> {
  const [head = []] = rows;
  for (const row of rows) {
    let line = '';
    const last = row.length - 1;
    const isPainted = paint !== undefined && row !== head;
    for (let at = 0; at <= last; at++) {
      const cell = at < last ? pad(row[at] as string, at) : (row[at] as string);
      line += isPainted ? paint(cell, head[at] ?? '') : cell;
    }
    yield line;
  }
}

/** Wide and combining characters need tables of their own, which the package brings. It is loaded for them alone. */
async function alignByCells(
  plain: readonly Row[],
  minWidth: number,
  paint: Paint | undefined,
): Promise<Iterable<string>> {
  const [head = []] = plain;
  const columns = head.length - 1;
  // The package does not count what only colours.
  const rows =
    paint === undefined
      ? plain
      : plain.map((row) => (row === head ? row : row.map((cell, at) => paint(cell, head[at] ?? ''))));
  if (columns < 1) return rows.map((row) => row.join(''));
  const { getBorderCharacters, table } = await import('table');
  // The package knows no least width: a row of blanks as wide as it stands for one.
  const blanks = Array.from({ length: columns }, () => ' '.repeat(Math.max(minWidth - GAP, 0)));
  const text = table([blanks, ...rows.map((row) => row.slice(0, columns))], {
    border: getBorderCharacters('void'),
    columnDefault: { paddingLeft: 0, paddingRight: GAP },
    drawHorizontalLine: () => false,
  });
  const aligned = text.split('\n').slice(1);
  return rows.map((row, at) => `${aligned[at] ?? ''}${row.at(-1) ?? ''}`);
}

function* chunked(lines: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
