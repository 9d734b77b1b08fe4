import type { RuntimeService } from '../../cri/api.ts';
import type { Container } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { newestAttempts } from '../newest.ts';
import { withContainer, withPod } from '../resolve.ts';
import { type ContainerLog, findLog } from './find.ts';

export interface LogTargets {
  /** IDs, beginnings of IDs, or names of containers. */
  names: readonly string[];
  /** Containers with all of these labels, when there are any. */
  labels: Readonly<Record<string, string>>;
  /** All containers of the pod with this ID, beginning of an ID, or name. */
  pod: string | undefined;
  previous: boolean;
}

/** The logs of all that is named, each once. @throws CrixError naming what cannot be found */
export async function findLogs(runtime: RuntimeService, targets: LogTargets): Promise<ContainerLog[]> {
  const { names, labels, pod, previous } = targets;
  const named = names.map((name) => {
    const rules = { names: true, preferRunning: true, newestAttempt: true };
    return withContainer(runtime, name, rules, (id) => findLog(runtime, id, previous));
  });
  const selects = pod !== undefined || Object.keys(labels).length > 0;
  const logs = await Promise.all([...named, ...(selects ? await selected(runtime, targets) : [])]);
  return logs.filter(({ id }, at) => logs.findIndex((other) => other.id === id) === at);
}

/** The newest attempt of each container that the labels and the pod allow. */
async function selected(runtime: RuntimeService, targets: LogTargets): Promise<Promise<ContainerLog>[]> {
  const { labels, pod, previous } = targets;
  const list = async (podSandboxId = ''): Promise<readonly Container[]> => {
    return (await runtime.listContainers({ filter: { podSandboxId, labelSelector: labels } })).containers;
  };
  const listing = pod === undefined ? list() : withPod(runtime, pod, { names: true }, list);
  const [containers, { items }] = await Promise.all([listing, runtime.listPodSandbox({})]);
  if (containers.length === 0) throw nothingHas(targets);
  const pods = new Map(items.map(({ id, metadata }) => [id, metadata]));
  return newestAttempts(containers).map(async ({ id, podSandboxId }) => {
    const log = await findLog(runtime, id, previous);
    const metadata = pods.get(podSandboxId);
    return metadata === undefined ? log : { ...log, pod: metadata.name, namespace: metadata.namespace };
  });
}

function nothingHas({ labels, pod }: LogTargets): CrixError {
  const words = Object.entries(labels).map(([key, value]) => `label ${key}=${value}`);
  const what = [...words, ...(pod === undefined ? [] : [`pod ${pod}`])].join(' and ');
  return new CrixError('not-found', `no container has ${what}`, { hint: '`crix ps -a` lists all containers' });
}
