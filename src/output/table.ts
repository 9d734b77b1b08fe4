import { visible } from './visible.ts';

export type Row = readonly string[];

export interface TableStyle {
  /** A column is at least so wide, the gap included: 20 for crictl, 10 for docker. */
  readonly minWidth?: number;
  /** What counts as one: crictl counts code points, which shifts columns after wide characters; cells are what a terminal shows. */
  readonly measure?: 'code-points' | 'cells';
}

const GAP = 3;
const CHUNK = 64 * 1024;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Rows in aligned columns, a line each, in pieces of some size. All rows have as many cells as the first. Cells are made safe
 * for terminals. The last column is not padded.
 */
export async function tableChunks(rows: Iterable<Row>, style: TableStyle = {}): Promise<Iterable<string>> {
  const minWidth = style.minWidth ?? 20;
  const safe: Row[] = [];
  const widths: number[] = [];
  let hasWide = false;
  for (const row of rows) {
    const cells = row.map((cell) => (PLAIN.test(cell) ? cell : visible(cell)));
    for (const [at, cell] of cells.entries()) {
      const isPlain = PLAIN.test(cell);
      hasWide ||= !isPlain;
      const width = (isPlain ? cell.length : [...cell].length) + GAP;
      if (width > (widths[at] ?? minWidth)) widths[at] = width;
    }
    safe.push(cells);
  }
  if (hasWide && style.measure !== 'code-points') return lines(await alignByCells(safe, minWidth));
  return lines(alignByCodePoints(safe, widths, minWidth));
}

function* alignByCodePoints(rows: readonly Row[], widths: readonly number[], minWidth: number): Generator<string> {
  for (const row of rows) {
    let line = '';
    for (let at = 0; at < row.length - 1; at++) line += padCell(row[at] as string, widths[at] ?? minWidth);
    yield line + (row.at(-1) ?? '');
  }
}

function padCell(cell: string, width: number): string {
  return PLAIN.test(cell) ? cell.padEnd(width) : cell + ' '.repeat(width - [...cell].length);
}

/** Wide and combining characters need tables of their own, which the package brings. It is loaded for them alone. */
async function alignByCells(rows: readonly Row[], minWidth: number): Promise<Iterable<string>> {
  const columns = (rows[0]?.length ?? 0) - 1;
  if (columns < 1) return rows.map((row) => row.join(''));
  const { getBorderCharacters, table } = await import('table');
  // The package knows no least width: a row of blanks as wide as it stands for one.
  const blanks = Array.from({ length: columns }, () => ' '.repeat(minWidth - GAP));
  const text = table([blanks, ...rows.map((row) => row.slice(0, columns))], {
    border: getBorderCharacters('void'),
    columnDefault: { paddingLeft: 0, paddingRight: GAP },
    drawHorizontalLine: () => false,
  });
  const aligned = text.split('\n').slice(1);
  return rows.map((row, at) => `${aligned[at] ?? ''}${row.at(-1) ?? ''}`);
}

function* lines(rows: Iterable<string>): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += `${row}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
