import {
  accessSync,
  constants,
  lstatSync,
  readlinkSync,
  realpathSync,
  renameSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CrixError, messageOf } from '../../errors.ts';

/** The names that crix answers to as another program. */
export const linkNames: readonly string[] = ['docker', 'crictl'];

/** `foreign`: something that crix did not make is there, and stays. */
export type LinkOutcome = 'made' | 'there' | 'removed' | 'absent' | 'foreign';

/** Makes a link to the program, in place of an older one of ours. @throws CrixError naming the path */
export function installLink(path: string, program: string): LinkOutcome {
  return attempt(`make ${path}`, () => {
    const target = realpathSync(program);
    const old = ownTarget(path);
    if (old === undefined && exists(path)) return 'foreign';
    if (old === target) return 'there';
    // Put in place at once: at no moment is there no docker.
    const fresh = `${path}.crix-new`;
    symlinkSync(target, fresh);
    renameSync(fresh, path);
    return 'made';
  });
}

/** Takes a link away that crix made. @throws CrixError naming the path */
export function removeLink(path: string): LinkOutcome {
  return attempt(`remove ${path}`, () => {
    if (!exists(path)) return 'absent';
    if (ownTarget(path) === undefined) return 'foreign';
    unlinkSync(path);
    return 'removed';
  });
}

/** Where a link of ours leads: to crix, here or where it once was. Undefined for everything else. */
function ownTarget(path: string): string | undefined {
  try {
    const target = resolve(dirname(path), readlinkSync(path));
    return /^crix(?:[-.].*)?$/.test(basename(target)) ? target : undefined;
  } catch {
    return undefined;
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A program of the same name that a shell finds before this one. */
export function shadowOf(path: string, searchPath: string): string | undefined {
  for (const folder of searchPath.split(':').filter((entry) => entry !== '')) {
    const candidate = join(folder, basename(path));
    if (resolve(candidate) === resolve(path)) return undefined;
    if (isProgram(candidate)) return candidate;
  }
  return undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function attempt(action: string, change: () => LinkOutcome): LinkOutcome {
  try {
    return change();
  } catch (error) {
    throw new CrixError('failure', `cannot ${action}: ${messageOf(error)}`, { cause: error });
  }
}
