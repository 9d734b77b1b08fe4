import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Inside, pathOf } from '../inside/walk.ts';

/** A passwd file of a million users is no passwd file. */
const mostBytes = 4 * 1024 * 1024;

/** The content of a file as the container's processes see it; undefined if there is none, or it is no plain file. */
export function readContainerFile(pid: number, path: string): string | undefined {
  let root: Inside | undefined;
  try {
    root = new Inside(`/proc/${pid}/root`);
    const { found } = root.walk(path);
    // Opening a fifo would wait, and a device may do anything.
    return found?.stats.isFile() ? readWhole(found.fd) : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  } finally {
    root?.close();
  }
}

function readWhole(file: number): string {
  const fd = openSync(pathOf(file), constants.O_RDONLY);
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(fd).size, mostBytes));
    let length = 0;
    for (let count = -1; count !== 0 && length < bytes.length; length += count) {
      count = readSync(fd, bytes, length, bytes.length - length, null);
    }
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(fd);
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');
}
