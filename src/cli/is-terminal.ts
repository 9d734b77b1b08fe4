import { nodeBinding } from '../node-binding.ts';
import { builtin } from './builtin.ts';

/** isatty(3). node:tty asks the same, but takes longer to load than most commands run. */
export function isTerminal(fd: number): boolean {
  const isTTY = nodeBinding('tty_wrap')?.isTTY ?? builtin('node:tty').isatty;
  return isTTY(fd);
}
