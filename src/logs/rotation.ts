import { basename, dirname, join } from 'node:path';
import { namesIn } from './on-disk.ts';

/** An older part of a container's log, as kubelet leaves it: `0.log.20261125-005400`, later with `.gz`. */
export interface Rotation {
  path: string;
  /** Sorts by age. */
  stamp: string;
  isGzip: boolean;
}

/** The rotated files of a log, oldest first. A file that is just being packed counts once. */
export function listRotations(path: string): Rotation[] {
  const prefix = `${basename(path)}.`;
  const byStamp = new Map<string, Rotation>();
  for (const name of namesIn(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const [, stamp, gzip] = /^(\d{8}-\d{6})(\.gz)?$/.exec(name.slice(prefix.length)) ?? [];
    if (stamp === undefined) continue;
    const isGzip = gzip !== undefined;
    // While the packed copy is new, the plain one may still be there: it is the cheaper to read.
    if (isGzip && byStamp.has(stamp)) continue;
    byStamp.set(stamp, { path: join(dirname(path), name), stamp, isGzip });
  }
  return [...byStamp.values()].sort((one, other) => (one.stamp < other.stamp ? -1 : 1));
}
