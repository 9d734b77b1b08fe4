import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CrixError, usageError } from '../../errors.ts';
import { attemptsIn, type LogFolder, listLogFolders, namesIn, parseLinkName } from '../../logs/on-disk.ts';
import type { ContainerLog } from './find.ts';

interface Place {
  namespace: string;
  pod: string;
  /** Undefined: all containers of the pod. */
  container: string | undefined;
}

/**
 * The logs of NAMESPACE/POD or NAMESPACE/POD/CONTAINER as they lie below `root` (/var/log), without a runtime: those of the
 * newest pod where several had the name. @throws CrixError listing what is there
 */
export function findLogsOnDisk(root: string, text: string, previous: boolean): ContainerLog[] {
  const place = parsePlace(text);
  const folders = listLogFolders(join(root, 'pods'));
  const found = newestOf(folders.filter((folder) => isAt(place, folder))).flatMap((folder) => {
    const log = attemptsIn(folder)[previous ? 1 : 0];
    return log === undefined ? [] : [toLog(folder, log.path)];
  });
  if (found.length > 0) return found;
  const linked = previous ? [] : findLinks(join(root, 'containers'), place);
  if (linked.length > 0) return linked;
  throw notFound(text, root, folders);
}

function parsePlace(text: string): Place {
  const [namespace, pod, container, ...more] = text.split('/');
  if (!namespace || !pod || container === '' || more.length > 0) {
    throw usageError(`cannot read ${JSON.stringify(text)}: want NAMESPACE/POD or NAMESPACE/POD/CONTAINER`);
  }
  return { namespace, pod, container };
}

function isAt(place: Place, one: { namespace: string; pod: string; container: string }): boolean {
  if (one.namespace !== place.namespace || one.pod !== place.pod) return false;
  return place.container === undefined || one.container === place.container;
}

/** A pod that was made anew under its name has another folder, by its UID. */
function newestOf(folders: readonly LogFolder[]): LogFolder[] {
  const lastWrite = (folder: LogFolder): number =>
    Math.max(0, ...attemptsIn(folder).map(({ modifiedMs }) => modifiedMs));
  const byContainer = new Map<string, LogFolder>();
  for (const folder of folders) {
    const known = byContainer.get(folder.container);
    if (known === undefined || lastWrite(known) < lastWrite(folder)) byContainer.set(folder.container, folder);
  }
  return [...byContainer.values()];
}

function findLinks(folder: string, place: Place): ContainerLog[] {
  return namesIn(folder).flatMap((name) => {
    const link = parseLinkName(name);
    return link !== undefined && isAt(place, link) ? [{ ...toLog(link, behind(join(folder, name))), id: link.id }] : [];
  });
}

/** Rotated files lie beside the file itself, not beside a link to it. */
function behind(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function toLog({ namespace, pod, container }: Omit<LogFolder, 'folder'>, path: string): ContainerLog {
  return { id: '', container, pod, namespace, path, isLive: true };
}

const mostListed = 20;

function notFound(text: string, root: string, folders: readonly LogFolder[]): CrixError {
  const places = folders.map(({ namespace, pod, container }) => `${namespace}/${pod}/${container}`);
  const more = places.length > mostListed ? ', …' : '';
  return new CrixError('not-found', `no log of ${text} below ${root}`, {
    hint: places.length === 0 ? `${root}/pods is empty` : `there are ${places.slice(0, mostListed).join(', ')}${more}`,
  });
}
