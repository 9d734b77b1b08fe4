import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { CrixError } from '../errors.ts';
import type { StoredAuthSources } from './registry-auth.ts';
import { runCredentialHelper } from './registry-auth-helper.ts';

/** The files and helper programs of this machine. */
export function systemAuthSources(env: StoredAuthSources['env'], authFile: string | undefined): StoredAuthSources {
  return {
    env,
    uid: userInfo().uid,
    ...(authFile === undefined ? {} : { authFile }),
    readFile: readIfThere,
    runHelper: runCredentialHelper,
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CrixError('failure', `cannot read credentials file ${path}: ${code}`, { cause });
  }
}
