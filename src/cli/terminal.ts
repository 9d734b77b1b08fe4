import { spawnSync } from 'node:child_process';
import { isatty, type WriteStream } from 'node:tty';
import type { Terminal } from './define.ts';

/** The terminal on standard input; undefined when there is none. */
export function processTerminal(): Terminal | undefined {
  if (!isatty(0)) return undefined;
  const screen = [process.stdout, process.stderr].find((stream): stream is WriteStream & { fd: 1 } => stream.isTTY);
  return {
    // A serial line says 0 by 0, which runtimes ignore.
    size: () => ({ columns: screen?.columns || 80, rows: screen?.rows || 24 }),
    onResize(changed) {
      screen?.on('resize', changed);
      return () => screen?.removeListener('resize', changed);
    },
    enterRawMode,
  };
}

function enterRawMode(): () => void {
  const { stdin } = process;
  stdin.setRawMode(true);
  // Raw mode of Node and Bun leaves output processing on, which puts carriage returns into what full-screen programs draw.
  // Leaving raw mode brings all settings back, this one too. Without stty it only looks less good.
  spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
  const restore = () => {
    process.removeListener('exit', restore);
    try {
      stdin.setRawMode(false);
    } catch {
      // The terminal is gone: there is nothing to put back.
    }
  };
  // Also when the program ends in a way that nobody foresaw.
  process.on('exit', restore);
  return restore;
}
