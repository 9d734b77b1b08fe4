import { builtin } from './builtin.ts';

/** Linux's number for /dev/null, /dev/zero and their like: devices that a script's output often goes to. */
const memoryDevices = 1;

/** isatty(3). node:tty, which takes a millisecond to load, is only asked about devices that may be terminals. */
export function isTerminal(fd: number): boolean {
  try {
    const stat = builtin('node:fs').fstatSync(fd);
    if (!stat.isCharacterDevice() || stat.rdev >> 8 === memoryDevices) return false;
  } catch {
    return false; // it is closed
  }
  return builtin('node:tty').isatty(fd);
}
