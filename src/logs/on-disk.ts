import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A container's log folder as kubelet lays it out: `/var/log/pods/NAMESPACE_POD_UID/CONTAINER/ATTEMPT.log`. */
export interface LogFolder {
  namespace: string;
  pod: string;
  container: string;
  folder: string;
}

/** Every container that has a folder below `pods`, whatever the runtime knows. Empty when the folder cannot be read. */
export function listLogFolders(pods: string): LogFolder[] {
  return namesIn(pods).flatMap((name) => {
    // Names of namespaces and pods have no underscores.
    const [namespace, pod, uid] = name.split('_');
    if (namespace === undefined || pod === undefined || uid === undefined) return [];
    return namesIn(join(pods, name)).map((container) => {
      return { namespace, pod, container, folder: join(pods, name, container) };
    });
  });
}

/** The logs in a folder by attempt, newest first. */
export function attemptsIn({ folder }: LogFolder): { attempt: number; path: string; modifiedMs: number }[] {
  return namesIn(folder)
    .filter((name) => /^\d+\.log$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      return { attempt: Number.parseInt(name, 10), path, modifiedMs };
    })
    .sort((one, other) => other.attempt - one.attempt);
}

/** The pod, namespace and container in the name of a link such as `/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log`. */
export function parseLinkName(
  name: string,
): { pod: string; namespace: string; container: string; id: string } | undefined {
  const [, pod, namespace, container, id] = /^([^_]+)_([^_]+)_(.+)-([0-9a-f]{64})\.log$/.exec(name) ?? [];
  if (pod === undefined || namespace === undefined || container === undefined || id === undefined) return undefined;
  return { pod, namespace, container, id };
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
