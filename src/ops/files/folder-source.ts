import { closeSync, constants, openSync, readdirSync, readlinkSync, readSync, type Stats, statfsSync } from 'node:fs';
import { type Found, type Inside, pathOf, type Walked } from '../../inside/walk.ts';
import { type Entry, noContent, pieceBytes } from './entry.ts';

/** Filesystems that the kernel makes up: their files have no size, and are different at each look. */
const madeUpFilesystems: ReadonlySet<number> = new Set([
  0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163,
]);

export function isMadeUp(filesystem: number): boolean {
  return madeUpFilesystems.has(filesystem);
}

/**
 * What a path led to and everything below it, as it is found at the moment: a container may change it meanwhile. `called` is the
 * path of the first of it in the copy.
 */
export async function* entriesOf(
  tree: Inside,
  { found, folder, name }: Walked,
  called: readonly string[],
): AsyncGenerator<Entry> {
  if (found !== undefined) yield* entriesFrom(tree, found, { folder, name }, called);
}

interface Place {
  folder: number | undefined;
  name: string;
}

async function* entriesFrom(tree: Inside, found: Found, place: Place, path: readonly string[]): AsyncGenerator<Entry> {
  const { stats, fd } = found;
  if (!stats.isDirectory()) {
    yield entryOf(found, place, path);
    return;
  }
  if (isMadeUp(statfsSync(pathOf(fd)).type)) return;
  yield entryOf(found, place, path);
  for (const name of readdirSync(pathOf(fd)).sort()) {
    const child = tree.open(fd, name);
    // Gone since.
    if (child === undefined) continue;
    yield* entriesFrom(tree, child, { folder: fd, name }, [...path, name]);
    tree.release(child.fd);
  }
}

function entryOf({ fd, stats }: Found, { folder, name }: Place, path: readonly string[]): Entry {
  const kind = kindOf(stats);
  return {
    path,
    kind,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    modifiedMs: stats.mtimeMs,
    size: kind === 'file' ? stats.size : 0,
    target: kind === 'link' && folder !== undefined ? readlinkSync(`${pathOf(folder)}/${name}`) : '',
    content: () => (kind === 'file' ? contentOf(fd, stats.size) : noContent()),
  };
}

function kindOf(stats: Stats): Entry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/** As many bytes as were promised: a file that grows is cut, one that shrinks is filled up. */
async function* contentOf(file: number, size: number): AsyncGenerator<Uint8Array> {
  const fd = openSync(pathOf(file), constants.O_RDONLY);
  try {
    for (let left = size; left > 0; ) {
      const piece = Buffer.alloc(Math.min(left, pieceBytes));
      const count = readSync(fd, piece, 0, piece.length, null);
      left -= count === 0 ? piece.length : count;
      yield count === 0 ? piece : piece.subarray(0, count);
    }
  } finally {
    closeSync(fd);
  }
}
