import { readdir, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { messageOf } from '../../errors.ts';

/**
 * Deletes a container's log and its rotations (0.log, 0.log.20250101, 0.log.20250101.gz). Names are compared letter by letter: a
 * path may hold characters that mean something in a pattern.
 *
 * @returns what could not be deleted, a line each
 */
export async function deleteLogs(logPath: string): Promise<string[]> {
  if (!isAbsolute(logPath)) return [`log path ${logPath} is not absolute, left alone`];
  const name = basename(logPath);
  const folder = dirname(logPath);
  const names = (await listFiles(folder)).filter((other) => other === name || other.startsWith(`${name}.`));
  const problems = await Promise.all(names.map((other) => deleteFile(join(folder, other))));
  const missing = names.includes(name) ? [] : [`log file ${logPath} was not there`];
  return [...missing, ...problems.filter((problem) => problem !== undefined)];
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  } catch {
    // No folder, no logs: that the log is missing is said by the caller.
    return [];
  }
}

async function deleteFile(path: string): Promise<string | undefined> {
  try {
    await unlink(path);
    return undefined;
  } catch (error) {
    return `log file ${path} is not deleted: ${messageOf(error)}`;
  }
}
