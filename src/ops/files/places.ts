import { statfsSync } from 'node:fs';
import { posix } from 'node:path';
import { CrixError, messageOf } from '../../errors.ts';
import { type Found, type Inside, pathOf, type Walked } from '../../inside/walk.ts';
import { isMadeUp } from './folder-source.ts';

/** What is copied. */
export interface Source {
  walked: Walked & { found: Found };
  /** Its name in a folder that takes it; undefined when only what is in it is wanted. */
  base: string | undefined;
  isFolder: boolean;
}

/** Words about a place, for messages: `the file /x in container y`. */
export type Describe = (path: string) => string;

/** Where a copy goes: into a folder that is open, under a name or, without one, as what is in it. */
export interface Target {
  folder: number;
  called: readonly string[];
}

/** @throws CrixError when it is not there, or no folder although it is written as one */
export function findSource(tree: Inside, path: string, follows: boolean, describe: Describe): Source {
  const asFolder = /(^|\/)\.?$/.test(path);
  const walked = walk(tree, path, follows || asFolder, describe);
  const { found } = walked;
  if (found === undefined) throw new CrixError('not-found', `could not find ${describe(whereTo(walked, path))}`);
  const isFolder = found.stats.isDirectory();
  if (asFolder && !isFolder) throw notFolder(path, describe);
  if (isMadeUp(statfsSync(pathOf(found.fd)).type) && !found.stats.isSymbolicLink()) {
    throw new CrixError('failure', `${describe(path)} is made up by the kernel and cannot be copied`);
  }
  const base = /(^|\/)\.$/.test(path) ? undefined : posix.basename(posix.normalize(`/${path}`));
  return { walked: { ...walked, found }, base: base === '' ? undefined : base, isFolder };
}

/** @throws CrixError when it cannot go there */
export function findTarget(
  tree: Inside,
  path: string,
  { base, isFolder }: Pick<Source, 'base' | 'isFolder'>,
  describe: Describe,
): Target {
  const { found, folder, name } = walk(tree, path, true, describe);
  if (found?.stats.isDirectory()) return { folder: found.fd, called: base === undefined ? [] : [base] };
  if (found !== undefined && isFolder) throw new CrixError('failure', `cannot copy directory to ${describe(path)}`);
  if (path.endsWith('/') && (found !== undefined || !isFolder)) throw notFolder(path, describe);
  if (folder === undefined) {
    throw new CrixError(
      'not-found',
      `could not find ${describe(path)}: the directory that it would be in does not exist`,
    );
  }
  return { folder, called: [name] };
}

/** For an archive: the folder that it is unpacked in. @throws CrixError when it is none */
export function findFolder(tree: Inside, path: string, describe: Describe): number {
  const { found } = walk(tree, path, true, describe);
  if (found === undefined) throw new CrixError('not-found', `could not find ${describe(path)}`);
  if (!found.stats.isDirectory()) throw notFolder(path, describe);
  return found.fd;
}

function walk(tree: Inside, path: string, follows: boolean, describe: Describe): Walked {
  try {
    return tree.walk(path, { follows });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = { ENOTDIR: 'not a directory', ELOOP: 'too many links' }[code ?? ''] ?? messageOf(error);
    throw new CrixError('failure', `cannot get to ${describe(path)}: ${why}`, { cause: error });
  }
}

/** Of a link to nowhere, where it leads. */
function whereTo({ folder, name }: Walked, path: string): string {
  return folder === undefined || posix.basename(path) === name ? path : `${path} (a link to ${name})`;
}

function notFolder(path: string, describe: Describe): CrixError {
  return new CrixError('failure', `${describe(path)} is not a directory`);
}
