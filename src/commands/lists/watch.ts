import type { Context } from '../../cli/define.ts';
import type { Moment } from '../../ops/node/moments.ts';
import { openLiveSheet } from '../../output/live-sheet.ts';
import type { Look } from '../../views/look.ts';
import { type Cells, type Sheet, type SheetStyle, sheetLines } from './sheet.ts';

export interface Watching<Row> {
  sheet: Sheet<Row>;
  moments: AsyncIterable<Moment>;
  fetch(): Promise<Row[]>;
  /** Tells rows apart. */
  keyOf(row: Row): string;
  look(): Look;
  style: SheetStyle;
}

/** Shows rows again and again: a terminal in place, a pipe as lines of what changed. Ctrl-C ends it and is no failure. */
export async function watchSheet<Row>(context: Context, watching: Watching<Row>): Promise<void> {
  try {
    await (context.io.stdout.isTerminal ? drawAgain(context, watching) : appendChanges(context, watching));
  } catch (error) {
    if (!context.signal.aborted) throw error;
  }
}

async function drawAgain<Row>({ io }: Context, { sheet, moments, fetch, look, style }: Watching<Row>): Promise<void> {
  const live = openLiveSheet(io.stdout);
  let rows: Row[] = [];
  try {
    for await (const moment of moments) {
      if (moment === 'stale') rows = await fetch();
      const now = look();
      const lines = await sheetLines(
        sheet,
        rows.map((row) => sheet.cells(row, now)),
        style,
      );
      await live.draw([...lines.head, ...lines.rows.flatMap((text) => text.split('\n'))]);
    }
  } finally {
    await live.close();
  }
}

async function appendChanges<Row>({ io }: Context, watching: Watching<Row>): Promise<void> {
  const { sheet, moments, fetch, keyOf, look, style } = watching;
  const out = await io.flow('stdout');
  // Of what only grows older nothing is news: texts are compared as if no time passed.
  const then = look();
  let before: ReadonlyMap<string, Seen> | undefined;
  for await (const moment of moments) {
    if (moment !== 'stale') continue;
    const rows = await fetch();
    const now = look();
    const after = new Map(
      rows.map((row) => [keyOf(row), { cells: sheet.cells(row, now), ageless: sheet.cells(row, then).join('\t') }]),
    );
    const isNews = [...after].map(([key, { ageless }]) => before?.get(key)?.ageless !== ageless);
    const gone = goneRows(sheet.head, before, after);
    const lines = await sheetLines(sheet, [...[...after.values()].map(({ cells }) => cells), ...gone], style);
    const news = lines.rows.filter((_, at) => isNews[at] ?? true);
    const text = [...(before === undefined ? lines.head : []), ...news].map((line) => `${line}\n`).join('');
    if (text !== '') await out.write(text);
    before = after;
  }
}

interface Seen {
  cells: Cells;
  ageless: string;
}

/** Rows that left the list: only a state can say so. */
function goneRows(
  head: readonly string[] | undefined,
  before: ReadonlyMap<string, Seen> | undefined,
  after: ReadonlyMap<string, Seen>,
): Cells[] {
  const state = head?.indexOf('STATE') ?? -1;
  if (before === undefined || state < 0) return [];
  const gone = [...before].filter(([key]) => !after.has(key));
  return gone.map(([, { cells }]) => cells.map((cell, at) => (at === state ? 'Gone' : cell)));
}
