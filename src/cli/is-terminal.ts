import { fstatSync } from 'node:fs';

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
  // Node 20.16 can load it just now; before, the program's own streams know, too, at a higher price.
  const tty = process.getBuiltinModule?.('node:tty');
  if (tty !== undefined) return tty.isatty(fd);
  return [process.stdin, process.stdout, process.stderr][fd]?.isTTY === true;
}
