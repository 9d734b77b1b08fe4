import type { Terminal } from '../../stream/terminal.ts';

/** What is shown of a container's terminal when nothing is typed: its size is known, and that is all. */
export function passiveTerminal(screen: { size(): { columns: number; rows: number } }): Terminal {
  return { size: () => screen.size(), onResize: () => () => undefined, enterRawMode: () => () => undefined };
}

const nudgeMs = 100;

/**
 * A terminal whose size changes a little once at the beginning: shells and full-screen programs then draw again what they had
 * drawn before we came.
 */
export function nudged(terminal: Terminal): Terminal {
  let isNudging = true;
  return {
    enterRawMode: () => terminal.enterRawMode(),
    size() {
      const { columns, rows } = terminal.size();
      return isNudging ? { columns: columns + 1, rows: rows + 1 } : { columns, rows };
    },
    onResize(changed) {
      const timer = setTimeout(() => {
        isNudging = false;
        changed();
      }, nudgeMs);
      const stop = terminal.onResize(changed);
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
