import { readFileSync } from 'node:fs';
import type { ContainerDetails } from './details.ts';

/** The main process of a container as a number of this machine; undefined when it is not here, or not to be seen. */
export function localPid(id: string, { pid }: ContainerDetails): number | undefined {
  if (pid === undefined || pid <= 0) return undefined;
  try {
    // The number may be that of another node's process, or of another process since.
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id) ? pid : undefined;
  } catch {
    return undefined;
  }
}
