import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';

/** open(2)'s O_PATH, which Node does not name. */
const pathOnly = 0o10000000;
const mostLinks = 40;
/** A passwd file of a million users is no passwd file. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The content of a file as the container's processes see it; undefined if there is none, or it is no plain file.
 *
 * A path below /proc/PID/root must never be handed to the kernel whole: a link in the container would lead out into the host.
 * So each part is opened by itself, below the folder that is already open, and links are followed by hand.
 */
export function readContainerFile(pid: number, path: string): string | undefined {
  const opened: number[] = [];
  try {
    const file = walk(pid, path, opened);
    return file === undefined ? undefined : readWhole(file, opened);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  } finally {
    for (const fd of opened) closeSync(fd);
  }
}

/** The descriptor at the end of the path. All that were opened on the way are added to `opened`. */
function walk(pid: number, path: string, opened: number[]): number | undefined {
  const open = (name: string, flags: number): number => {
    const fd = openSync(name, flags);
    opened.push(fd);
    return fd;
  };
  const root = open(`/proc/${pid}/root`, constants.O_RDONLY | constants.O_DIRECTORY);
  // The folders from the root to here: `..` goes back along them and never above the first.
  let trail = [root];
  const parts = partsOf(path);
  let links = 0;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (part === '..') {
      trail = trail.slice(0, Math.max(1, trail.length - 1));
      continue;
    }
    const name = `/proc/self/fd/${trail.at(-1)}/${part}`;
    const fd = open(name, pathOnly | constants.O_NOFOLLOW);
    if (!fstatSync(fd).isSymbolicLink()) {
      trail.push(fd);
      continue;
    }
    if (++links > mostLinks) return undefined;
    const target = readlinkSync(name);
    if (target.startsWith('/')) trail = [root];
    parts.unshift(...partsOf(target));
  }
  return trail.at(-1);
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function readWhole(file: number, opened: number[]): string | undefined {
  // Opening a fifo would wait, and a device may do anything.
  if (!fstatSync(file).isFile()) return undefined;
  const fd = openSync(`/proc/self/fd/${file}`, constants.O_RDONLY);
  opened.push(fd);
  const bytes = Buffer.alloc(Math.min(fstatSync(fd).size, mostBytes));
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count) {
    count = readSync(fd, bytes, length, bytes.length - length, null);
  }
  return bytes.toString('utf8', 0, length);
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');
}
