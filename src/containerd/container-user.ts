import { CrixError } from '../errors.ts';

/** The user of a process, as the runtime specification writes it. */
export interface ProcessUser {
  uid: number;
  gid: number;
  additionalGids: number[];
}

/** The container's own user database; absent files are empty. */
export interface UserFiles {
  passwd: string;
  group: string;
}

const largestId = 2 ** 31 - 1;

/**
 * Reads NAME, UID, NAME:GROUP, UID:GID and so on as docker does: names are looked up in the container's files, numbers need not
 * stand there, and additional groups come from the group file unless a group was named.
 * @throws CrixError of kind failure with docker's status for it
 */
export function resolveUser(text: string, files: UserFiles): ProcessUser {
  const [userText = '', groupText = ''] = split(text);
  const passwd = rowsOf(files.passwd);
  const groups = rowsOf(files.group);
  const entry = passwd.find(([name, , uid]) => name === userText || uid === userText);
  const uid = idOf(entry?.[2] ?? (userText === '' ? '0' : userText));
  if (uid === undefined) throw unknown('user', userText, '/etc/passwd');
  if (groupText !== '') {
    const group = groups.find(([name, , gid]) => name === groupText || gid === groupText);
    const gid = idOf(group?.[2] ?? groupText);
    if (gid === undefined) throw unknown('group', groupText, '/etc/group');
    return { uid, gid, additionalGids: [gid] };
  }
  const gid = idOf(entry?.[3]) ?? 0;
  const additionalGids = groups
    .filter(([, , , members = '']) => entry !== undefined && members.split(',').includes(entry[0] ?? ''))
    .map(([, , id]) => idOf(id))
    .filter((id) => id !== undefined);
  // Its own group as well: else a file that the group may not read could be read as others may.
  return { uid, gid, additionalGids: [...new Set([gid, ...additionalGids])] };
}

function split(text: string): string[] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}

function rowsOf(file: string): string[][] {
  return file
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'));
}

function idOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= largestId ? id : undefined;
}

function unknown(what: 'user' | 'group', text: string, file: string): CrixError {
  return new CrixError(
    'failure',
    `unable to find ${what} ${JSON.stringify(text)}: no matching entry in the container's ${file}`,
    {
      hint: `use a number from 0 to ${largestId}, or a name that stands there`,
      status: 126,
    },
  );
}
