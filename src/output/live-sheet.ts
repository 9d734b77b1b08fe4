import type { LiveSink } from './live.ts';

/** Lines that fill a terminal from its top and are drawn again and again. Only for terminals. */
export interface LiveSheet {
  /** Lines have to be safe for terminals; colours may be in them. Those that do not fit are counted in the last line. */
  draw(lines: readonly string[]): Promise<void>;
  /** Gives the cursor back. Has to be called however the command ends. */
  close(): Promise<void>;
}

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
/** A character that is wider than we think must not start a new line, which would shift all the others. */
const WRAP_OFF = '\x1b[?7l';
const WRAP_ON = '\x1b[?7h';
const CLEAR_SCREEN = '\x1b[2J';
const HOME = '\x1b[H';
const CLEAR_LINE_END = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

export function openLiveSheet(sink: LiveSink): LiveSheet {
  let isOpen = false;
  return {
    async draw(lines) {
      const { columns, rows } = sink.size();
      const room = Math.max(rows - 1, 2);
      const fitting = lines.length > room ? lines.slice(0, room - 1) : lines;
      const hidden = lines.length - fitting.length;
      const shown = hidden > 0 ? [...fitting, `(${hidden} more)`] : fitting;
      const opening = isOpen ? HOME : HIDE_CURSOR + WRAP_OFF + CLEAR_SCREEN + HOME;
      isOpen = true;
      const text = shown.map((line) => `${cutLine(line, columns)}${CLEAR_LINE_END}\n`).join('');
      await sink.write(`${opening}${text}${CLEAR_BELOW}`);
    },
    async close() {
      if (isOpen) await sink.write(WRAP_ON + SHOW_CURSOR);
      isOpen = false;
    },
  };
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** As much of a line as fits; colours take no room and are all kept, so that they end. */
export function cutLine(line: string, columns: number): string {
  let room = columns;
  return line.replace(/\p{Cc}\[[\d;]*m|\P{M}\p{M}*/gsu, (part) => {
    if (part.startsWith('\x1b')) return part;
    room -= WIDE.test(part) ? 2 : 1;
    return room < 0 ? '' : part;
  });
}
