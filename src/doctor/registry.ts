import { usageError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';
import type { Check, Group } from './finding.ts';

interface Entry {
  readonly id: string;
  readonly group: Group;
  readonly load: () => Promise<{ check: Check }>;
}

/** Every check, in the order in which a person would look: nothing below works before what is above does. */
export const checks: readonly Entry[] = [
  { id: 'endpoint.config', group: 'endpoint', load: () => import('./checks/endpoint-config.ts') },
  { id: 'endpoint.socket', group: 'endpoint', load: () => import('./checks/endpoint-socket.ts') },
  { id: 'endpoint.cri', group: 'endpoint', load: () => import('./checks/endpoint-cri.ts') },
  { id: 'endpoint.others', group: 'endpoint', load: () => import('./checks/endpoint-others.ts') },
  { id: 'runtime.conditions', group: 'runtime', load: () => import('./checks/runtime-conditions.ts') },
  { id: 'runtime.config', group: 'runtime', load: () => import('./checks/runtime-config.ts') },
  { id: 'runtime.imports', group: 'runtime', load: () => import('./checks/runtime-imports.ts') },
  { id: 'runtime.keys', group: 'runtime', load: () => import('./checks/runtime-keys.ts') },
  { id: 'runtime.registry', group: 'runtime', load: () => import('./checks/runtime-registry.ts') },
  { id: 'runtime.snapshotter', group: 'runtime', load: () => import('./checks/runtime-snapshotter.ts') },
  { id: 'runtime.binaries', group: 'runtime', load: () => import('./checks/runtime-binaries.ts') },
  { id: 'runtime.sandbox-image', group: 'runtime', load: () => import('./checks/runtime-sandbox-image.ts') },
  { id: 'runtime.cgroup', group: 'runtime', load: () => import('./checks/runtime-cgroup.ts') },
  { id: 'runtime.unit', group: 'runtime', load: () => import('./checks/runtime-unit.ts') },
  { id: 'network.cni', group: 'network', load: () => import('./checks/network-cni.ts') },
  { id: 'network.plugins', group: 'network', load: () => import('./checks/network-plugins.ts') },
  { id: 'network.cidr', group: 'network', load: () => import('./checks/network-cidr.ts') },
  { id: 'network.ipam', group: 'network', load: () => import('./checks/network-ipam.ts') },
  { id: 'disk.image-fs', group: 'disk', load: () => import('./checks/disk-image-fs.ts') },
  { id: 'disk.images', group: 'disk', load: () => import('./checks/disk-images.ts') },
  { id: 'disk.containers', group: 'disk', load: () => import('./checks/disk-containers.ts') },
  { id: 'workloads.pods', group: 'workloads', load: () => import('./checks/workloads-pods.ts') },
  { id: 'workloads.exits', group: 'workloads', load: () => import('./checks/workloads-exits.ts') },
  { id: 'workloads.restarts', group: 'workloads', load: () => import('./checks/workloads-restarts.ts') },
  { id: 'workloads.created', group: 'workloads', load: () => import('./checks/workloads-created.ts') },
  { id: 'workloads.orphans', group: 'workloads', load: () => import('./checks/workloads-orphans.ts') },
  { id: 'kubelet.endpoint', group: 'kubelet', load: () => import('./checks/kubelet-endpoint.ts') },
  { id: 'kubelet.logs', group: 'kubelet', load: () => import('./checks/kubelet-logs.ts') },
];

/** The checks that words name: ids, or groups for all of theirs; no word: all. @throws CrixError of kind usage */
export function chooseChecks(words: readonly string[]): readonly Entry[] {
  if (words.length === 0) return checks;
  for (const word of words) {
    if (checks.some(({ id, group }) => word === id || word === group)) continue;
    const names = [...new Set(checks.flatMap(({ id, group }) => [group, id]))];
    const meant = nearest(word, names);
    throw usageError(
      `unknown check ${JSON.stringify(word)}`,
      meant === undefined ? `checks: ${names.join(', ')}` : `did you mean ${meant}?`,
    );
  }
  return checks.filter(({ id, group }) => words.includes(id) || words.includes(group));
}
