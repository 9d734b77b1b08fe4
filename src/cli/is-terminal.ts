import { fstatSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Linux's number for /dev/null, /dev/zero and their like: devices that a script's output often goes to. */
const memoryDevices = 1;

/** isatty(3). node:tty, which takes a millisecond to load, is only asked about devices that may be terminals. */
export function isTerminal(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    if (!stat.isCharacterDevice() || stat.rdev >> 8 === memoryDevices) return false;
  } catch {
    return false; // it is closed
  }
  const { isatty } = createRequire(import.meta.url)('node:tty') as typeof import('node:tty');
  return isatty(fd);
}
