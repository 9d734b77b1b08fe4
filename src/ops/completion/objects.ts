import type { Call, Cri } from '../../cri/api.ts';
import type { Container, ContainerState } from '../../cri/gen/types.ts';

/** An object as a shell offers it. */
export interface NamedObject {
  id: string;
  /** What people call it; several objects may share it. */
  names: readonly string[];
  about: string;
}

const podNameLabel = 'io.kubernetes.pod.name';

/** Containers in one of the states, or all. */
export async function containersToComplete(
  cri: Cri,
  states: readonly ContainerState[],
  call: Call,
): Promise<NamedObject[]> {
  const mask = { containers: { id: true, metadata: true, state: true, labels: { [podNameLabel]: true } } } as const;
  const { containers } = await cri.runtime.listContainers({}, { ...call, mask });
  return containers
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .map((container) => ({
      id: container.id,
      names: container.metadata === undefined ? [] : [container.metadata.name],
      about: aboutContainer(container),
    }));
}

function aboutContainer({ metadata, labels, state }: Container): string {
  const words = [metadata?.name, labels[podNameLabel], stateWord(state, 'CONTAINER_')];
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}

export async function podsToComplete(cri: Cri, call: Call): Promise<NamedObject[]> {
  const mask = { items: { id: true, metadata: true, state: true } } as const;
  const { items } = await cri.runtime.listPodSandbox({}, { ...call, mask });
  return items.map(({ id, metadata, state }) => ({
    id,
    names: metadata === undefined ? [] : [metadata.name],
    about: [metadata?.name, metadata?.namespace, stateWord(state, 'SANDBOX_')].filter((word) => word).join(' '),
  }));
}

/** Images go by their tags; those without any by their id. */
export async function imagesToComplete(cri: Cri, call: Call): Promise<NamedObject[]> {
  const mask = { images: { id: true, repoTags: true } } as const;
  const { images } = await cri.images.listImages({}, { ...call, mask });
  return images.map(({ id, repoTags }) => ({
    id: id.replace(/^sha256:/, ''),
    names: repoTags,
    about: repoTags.join(' '),
  }));
}

function stateWord(state: string | number, prefix: string): string {
  return String(state).replace(prefix, '').toLowerCase();
}
