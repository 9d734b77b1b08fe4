import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';

/** The cgroups of a container that runs on this host, as /proc/PID/cgroup lists them. */
export type Cgroups = string & { readonly brand: 'cgroups' };

/** Undefined when the process is not on this host, or not one of this container. */
export function cgroupsOf(pid: number, containerId: string): Cgroups | undefined {
  const text = readHostFile(`/proc/${pid}/cgroup`);
  return text?.includes(containerId) === true ? (text as Cgroups) : undefined;
}

/** Undefined when there is no such file: the process ended, or this kernel does not count it. */
export function readHostFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A file of a cgroup: in the one hierarchy of version 2, or in the controller's own of version 1. */
export function readInCgroup(cgroups: Cgroups, controller: string, file: string): string | undefined {
  const folder = folderOf(cgroups, controller);
  return folder === undefined ? undefined : readHostFile(join(folder, file));
}

function folderOf(cgroups: Cgroups, controller: string): string | undefined {
  for (const line of cgroups.split('\n')) {
    const [, names = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names.split(',').includes(controller)) return join(root, names, path);
  }
  const unified = /^0::(.*)$/m.exec(cgroups)?.[1];
  return unified === undefined ? undefined : join(root, unified);
}
