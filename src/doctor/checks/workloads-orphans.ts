import { join } from 'node:path';
import { shortId } from '../../model/ids.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { containerName } from '../names.ts';
import { flagValue, processesNamed } from '../processes.ts';
import { textAt } from '../walk.ts';

const { ok, warn } = findingsOf('workloads.orphans');

export const check: Check = {
  id: 'workloads.orphans',
  group: 'workloads',
  title: 'is anything left of pods that are gone?',
  needs: 'runtime',
  async run(facts) {
    const findings = [...(await lostContainers(facts)), ...(await lostTasks(facts))];
    return findings.length > 0 ? findings : [ok('no container without its pod, no shim without its container')];
  },
};

async function lostContainers(facts: Facts): Promise<Finding[]> {
  const pods = new Set((await facts.pods()).map(({ id }) => id));
  const lost = (await facts.containers()).filter(({ podSandboxId }) => !pods.has(podSandboxId));
  if (lost.length === 0) return [];
  return [
    warn('containers', `containers whose pod is gone: ${lost.map(containerName).join(', ')}`, {
      next: [`crix rm -f ${lost.map(({ id }) => shortId(id)).join(' ')}`],
    }),
  ];
}

/** Folders of tasks and shim processes that belong to nothing in the lists. */
async function lostTasks(facts: Facts): Promise<Finding[]> {
  const state = textAt(await facts.info(), 'stateDir');
  if (state === undefined) return [];
  // The CRI plugin's folder lies beside those of the other plugins.
  const folder = join(state, '..', 'io.containerd.runtime.v2.task', 'k8s.io');
  const socket = await facts.socketPath();
  const shims = processesNamed(facts.machine, 'containerd-shim')
    .filter(({ words }) => flagValue(words, '-namespace') === 'k8s.io' && flagValue(words, '-address') === socket)
    .flatMap(({ words }) => flagValue(words, '-id') ?? []);
  const known = new Set([...(await facts.pods()), ...(await facts.containers())].map(({ id }) => id));
  const lost = [...new Set([...(facts.machine.list(folder) ?? []), ...shims])].filter(
    (id) => /^[0-9a-f]{64}$/.test(id) && !known.has(id),
  );
  if (lost.length === 0) return [];
  return [
    warn('tasks', `containerd runs ${lost.map(shortId).join(', ')}, which is in no list`, {
      why: 'processes that no kubelet will ever stop; made with ctr, or left when a shim died',
      next: lost.map((id) => `ctr -a ${socket} -n k8s.io task rm -f ${id}`),
    }),
  ];
}
