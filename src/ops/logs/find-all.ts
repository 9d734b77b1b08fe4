import type { RuntimeService } from '../../cri/api.ts';
import type { Container } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { type ContainerLog, findLog } from './find.ts';

export interface LogTargets {
  /** IDs, beginnings of IDs, or names: CONTAINER, POD/CONTAINER or NAMESPACE/POD/CONTAINER. */
  names: readonly string[];
  /** Containers with all of these labels, when there are any. */
  labels: Readonly<Record<string, string>>;
  /** All containers of the pod with this ID, beginning of an ID, or name. */
  pod: string | undefined;
  previous: boolean;
}

const podName = 'io.kubernetes.pod.name';
const podNamespace = 'io.kubernetes.pod.namespace';

/** The logs of all that is named, each once. @throws CrixError naming what cannot be found */
export async function findLogs(runtime: RuntimeService, targets: LogTargets): Promise<ContainerLog[]> {
  const ids = new Set<string>();
  for (const name of targets.names) ids.add(await idOf(runtime, name));
  if (Object.keys(targets.labels).length > 0 || targets.pod !== undefined) {
    for (const { id } of await selected(runtime, targets)) ids.add(id);
  }
  return Promise.all([...ids].map((id) => findLog(runtime, id, targets.previous)));
}

/** The newest attempt of each container that the label and the pod allow. */
async function selected(runtime: RuntimeService, { labels, pod }: LogTargets): Promise<Container[]> {
  const { containers } = await runtime.listContainers({ filter: { labelSelector: labels } });
  const wanted = containers.filter((one) => {
    return pod === undefined || one.labels[podName] === pod || one.podSandboxId.startsWith(pod);
  });
  if (wanted.length > 0) return newest(wanted);
  const words = Object.entries(labels).map(([key, value]) => `label ${key}=${value}`);
  const what = [...words, ...(pod === undefined ? [] : [`pod ${pod}`])].join(' and ');
  throw new CrixError('not-found', `no container has ${what}`, { hint: '`crix ps -a` lists all containers' });
}

/** A container that restarted is listed once for each attempt. */
function newest(containers: readonly Container[]): Container[] {
  const byPlace = new Map<string, Container>();
  for (const container of containers) {
    const place = `${container.podSandboxId}/${container.metadata?.name}`;
    const known = byPlace.get(place);
    if (known === undefined || known.createdAt < container.createdAt) byPlace.set(place, container);
  }
  return [...byPlace.values()].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

async function idOf(runtime: RuntimeService, name: string): Promise<string> {
  if (/^[0-9a-f]+$/.test(name)) {
    const { containers } = await runtime.listContainers({ filter: { id: name } });
    if (containers[0] !== undefined && containers.length === 1) return containers[0].id;
    if (containers.length > 1) throw ambiguous(name, containers);
  }
  const { containers } = await runtime.listContainers({});
  const named = newest(containers.filter((container) => isNamed(container, name.split('/').reverse())));
  if (named[0] === undefined) {
    throw new CrixError('not-found', `container ${JSON.stringify(name)} not found`, {
      hint: '`crix ps -a` lists all containers',
    });
  }
  if (named.length > 1) throw ambiguous(name, named);
  return named[0].id;
}

function isNamed({ metadata, labels }: Container, [container, pod, namespace, ...more]: readonly string[]): boolean {
  if (more.length > 0 || metadata?.name !== container) return false;
  return (pod ?? labels[podName]) === labels[podName] && (namespace ?? labels[podNamespace]) === labels[podNamespace];
}

function ambiguous(name: string, candidates: readonly Container[]): CrixError {
  const list = candidates.map(
    ({ id, metadata, labels }) => `${id.slice(0, 13)} (${labels[podName]}/${metadata?.name})`,
  );
  return new CrixError('ambiguous', `${JSON.stringify(name)} fits several containers: ${list.join(', ')}`, {
    hint: 'give more of the ID, or POD/CONTAINER',
  });
}
