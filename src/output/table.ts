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
      const width = (hasPlainCells ? cell.length : [...cell].length) + GAP;
      if (width > (widths[at] ?? minWidth)) widths[at] = width;
    }
  }
  if (isPlain) return chunked(alignWith(safe, (cell, at) => cell.padEnd(widths[at] ?? minWidth)));
  if (style.measure === 'code-points') {
    return chunked(alignWith(safe, (cell, at) => cell + ' '.repeat((widths[at] ?? minWidth) - [...cell].length)));
  }
  return chunked(await alignByCells(safe, minWidth));
}

function* alignWith(rows: readonly Row[], pad: (cell: string, at: number) => string): Generator<string> {
  for (const row of rows) {
    let line = '';
    const last = row.length - 1;
    for (let at = 0; at < last; at++) line += pad(row[at] as string, at);
    yield line + (row[last] ?? '');
  }
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
