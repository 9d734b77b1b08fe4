import { closeSync, constants, fstatSync, openSync, readlinkSync, type Stats } from 'node:fs';

// Files of a container as they are seen from outside, below a folder that the container can change at any time.
//
// A path below /proc/PID/root must never be handed to the kernel whole: a link in the container would lead out into the host. So
// each part is opened by itself, below the folder that is already open, and links are followed by hand.

/** open(2)'s O_PATH, which Node does not name. */
const pathOnly = 0o10000000;
const mostLinks = 40;

/** Something that is there, held open. It may be read by way of `pathOf`. */
export interface Found {
  readonly fd: number;
  readonly stats: Stats;
}

/** Where a path leads to. */
export interface Walked {
  /** Undefined: there is no such thing in `folder`. */
  readonly found: Found | undefined;
  /** What it is in, or would be in; undefined for the root itself, and where the folder is missing as well. */
  readonly folder: number | undefined;
  /** Its name there; empty for the root itself. */
  readonly name: string;
}

/** A descriptor as a path, for Node's functions that know no descriptors. */
export function pathOf(fd: number): string {
  return `/proc/self/fd/${fd}`;
}

/** A folder, and what is below it. `..` and links never lead out of it. */
export class Inside {
  readonly root: number;
  readonly #opened: number[] = [];

  /** @throws an error of Node's when the folder cannot be opened */
  constructor(folder: string) {
    this.root = this.#open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  }

  close(): void {
    for (const fd of this.#opened.splice(0)) closeSync(fd);
  }

  /** The last part of the path is followed if it is a link, unless `follows` is false. @throws an error of Node's such as ENOTDIR, ELOOP */
  walk(path: string, { follows = true }: { follows?: boolean } = {}): Walked {
    // The folders from the root to here: `..` goes back along them and never above the first.
    let trail = [this.root];
    const parts = partsOf(path);
    let last = '';
    let links = 0;
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      last = part;
      if (part === '..') {
        trail = trail.slice(0, Math.max(1, trail.length - 1));
        continue;
      }
      const folder = trail.at(-1) as number;
      const next = this.open(folder, part);
      if (next === undefined) return missingIn(folder, part, parts);
      if (!next.stats.isSymbolicLink() || (parts.length === 0 && !follows)) {
        trail.push(next.fd);
        continue;
      }
      if (++links > mostLinks) throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
      const target = readlinkSync(`${pathOf(folder)}/${part}`);
      if (target.startsWith('/')) trail = [this.root];
      parts.unshift(...partsOf(target));
    }
    const fd = trail.at(-1) as number;
    return { found: { fd, stats: fstatSync(fd) }, folder: trail.at(-2), name: trail.length === 1 ? '' : last };
  }

  /** One name in a folder that is open; a link is opened as such. Undefined when there is nothing. */
  open(folder: number, name: string): Found | undefined {
    try {
      const fd = this.#open(`${pathOf(folder)}/${name}`, pathOnly | constants.O_NOFOLLOW);
      return { fd, stats: fstatSync(fd) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** What is not needed any more need not stay open until the end. */
  release(fd: number): void {
    const at = this.#opened.lastIndexOf(fd);
    if (at >= 0) this.#opened.splice(at, 1);
    closeSync(fd);
  }

  #open(path: string, flags: number): number {
    const fd = openSync(path, flags);
    this.#opened.push(fd);
    return fd;
  }
}

function missingIn(folder: number, name: string, parts: readonly string[]): Walked {
  const isFolderThere = parts.every((part) => part === '..');
  return { found: undefined, folder: isFolderThere ? folder : undefined, name };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
