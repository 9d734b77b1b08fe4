import type { LiveSink } from './live.ts';
import { visible } from './visible.ts';

/** A few lines at the bottom of what a terminal shows, drawn again and again in the same place. Only for terminals. */
export interface LiveLines {
  /** Lines that are too long are cut, lines that do not fit on the screen are left out. */
  draw(lines: readonly string[]): Promise<void>;
  /** Takes the lines away and gives the cursor back. This or `leave` has to be called however the command ends. */
  clear(): Promise<void>;
  /** Gives the cursor back below the lines, which stay. */
  leave(): Promise<void>;
}

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_LINE_END = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

export function openLiveLines(sink: LiveSink): LiveLines {
  let drawn = 0;
  const backToTop = (): string => (drawn === 0 ? '' : `\x1b[${drawn}A\r`);
  return {
    async draw(lines) {
      const { columns, rows } = sink.size();
      // A line as long as the screen is wide would wrap on some terminals, and the count of lines would be wrong.
      const cut = lines.slice(0, rows - 1).map((line) => [...visible(line)].slice(0, columns - 1).join(''));
      const opening = drawn === 0 ? HIDE_CURSOR : backToTop();
      drawn = cut.length;
      await sink.write(`${opening}${cut.map((line) => `${line}${CLEAR_LINE_END}\n`).join('')}${CLEAR_BELOW}`);
    },
    async clear() {
      if (drawn > 0) await sink.write(`${backToTop()}${CLEAR_BELOW}${SHOW_CURSOR}`);
      drawn = 0;
    },
    async leave() {
      if (drawn > 0) await sink.write(SHOW_CURSOR);
      drawn = 0;
    },
  };
}
