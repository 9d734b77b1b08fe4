import type { Row } from './table.ts';
import { visible } from './visible.ts';

/** The part of a terminal that a live table needs. */
export interface LiveSink {
  size(): { columns: number; rows: number };
  write(chunk: string): Promise<void>;
}

/** A table that is drawn again and again in the same place. Only for terminals. */
export interface LiveTable {
  /** The first row is the head. Rows that do not fit on the screen are counted in its last line. */
  draw(rows: readonly Row[]): Promise<void>;
  /** Gives the cursor back. Has to be called however the command ends. */
  close(): Promise<void>;
}

const GAP = 3;
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_SCREEN = '\x1b[2J';
const HOME = '\x1b[H';
/** Overwriting line by line and clearing only what is left flickers less than clearing first. */
const CLEAR_LINE_END = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

type TableFactory = typeof import('tty-table')['Table'];

export async function openLiveTable(sink: LiveSink): Promise<LiveTable> {
  // Its types describe the CommonJS build; what arrives is the function itself as the default export.
  const { default: Table } = (await import('tty-table')) as unknown as { default: TableFactory };
  let isOpen = false;
  return {
    async draw(rows) {
      const { columns, rows: height } = sink.size();
      const fitting = rows.slice(0, Math.max(height - 2, 1));
      const [head = [], ...body] = fitting.map((row) => row.map(visible));
      const widths = columnWidths([head, ...body], columns);
      const header = head.map((value, at) => ({ value, width: widths[at] as number }));
      const text = Table(header, body, STYLE).render();
      const hidden = rows.length - fitting.length;
      const frame = text.replace(/^\n|\n+$/g, '') + (hidden > 0 ? `\n(${hidden} more)` : '');
      const opening = isOpen ? HOME : HIDE_CURSOR + CLEAR_SCREEN + HOME;
      isOpen = true;
      await sink.write(`${opening}${frame.replaceAll('\n', `${CLEAR_LINE_END}\n`)}${CLEAR_LINE_END}\n${CLEAR_BELOW}`);
    },
    async close() {
      if (isOpen) await sink.write(SHOW_CURSOR);
      isOpen = false;
    },
  };
}

const STYLE = {
  borderStyle: 'none',
  compact: true,
  truncate: '…',
  paddingLeft: 0,
  paddingRight: GAP,
  marginTop: 0,
  marginLeft: 0,
  align: 'left',
  headerAlign: 'left',
  color: '',
  headerColor: '',
};

/** Each column as wide as its content; when the screen is too narrow, the widest gives way. */
function columnWidths(rows: readonly Row[], columns: number): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, [...cell].length + GAP);
  }
  let excess = widths.reduce((sum, width) => sum + width, 0) - columns;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] as number;
    if (width <= GAP + 2) break;
    widths[widest] = width - 1;
    excess--;
  }
  return widths;
}
