import { readFileSync, readlinkSync } from 'node:fs';
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

/**
 * True when whoever keeps the container's main process, containerd's shim, sees the same files as we do and can open named
 * pipes of ours. In a pod that was given containerd's socket it does not.
 */
export function sharesFiles(id: string, details: ContainerDetails): boolean {
  const pid = localPid(id, details);
  if (pid === undefined) return false;
  try {
    const keeper = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return readlinkSync(`/proc/${keeper}/ns/mnt`) === readlinkSync('/proc/self/ns/mnt');
  } catch {
    return false;
  }
}
