import type { Cri } from '../../cri/api.ts';
import type { Container, ContainerStats, ContainerStatus, Image, PodSandboxStatus } from '../../cri/gen/types.ts';
import { type FetchDeps, fetchEach } from '../fetch-each.ts';

/** What a list of containers does not tell. `status` takes a call for each container, `pod` one for each of their pods. */
export type ContainerNeed = 'status' | 'pod' | 'image' | 'stats';

/** A container and what was asked for; undefined: not asked for, or gone. */
export interface ListedContainer {
  container: Container;
  status: ContainerStatus | undefined;
  pod: PodSandboxStatus | undefined;
  image: Image | undefined;
  stats: ContainerStats | undefined;
}

/** Adds to each container what is needed of it, in as few calls as CRI allows. */
export async function listedContainers(
  { runtime, images }: Cri,
  containers: readonly Container[],
  needs: ReadonlySet<ContainerNeed>,
  deps: FetchDeps,
): Promise<ListedContainer[]> {
  const needed = (need: ContainerNeed): readonly Container[] => (needs.has(need) ? containers : []);
  const { signal } = deps;
  const [statuses, pods, imagesByName, stats] = await Promise.all([
    fetchEach(
      needed('status').map(({ id }) => id),
      async (containerId) => (await runtime.containerStatus({ containerId }, { signal })).status,
      deps,
    ),
    fetchEach(
      needed('pod').map(({ podSandboxId }) => podSandboxId),
      async (podSandboxId) => (await runtime.podSandboxStatus({ podSandboxId }, { signal })).status,
      deps,
    ),
    needed('image').length === 0 ? [] : images.listImages({}, { signal }).then((reply) => namedImages(reply.images)),
    needed('stats').length === 0 ? [] : runtime.listContainerStats({}, { signal }).then((reply) => reply.stats),
  ]);
  const byName = new Map(imagesByName);
  const statsById = new Map(stats.map((each) => [each.attributes?.id, each]));
  return containers.map((container) => ({
    container,
    status: statuses.get(container.id),
    pod: pods.get(container.podSandboxId),
    image: byName.get(container.imageRef) ?? byName.get(container.image?.image ?? ''),
    stats: statsById.get(container.id),
  }));
}

/** containerd refers to images by ID, CRI-O by digest. */
function namedImages(images: readonly Image[]): [string, Image][] {
  return images.flatMap((image) =>
    [image.id, ...image.repoTags, ...image.repoDigests].map((name): [string, Image] => [name, image]),
  );
}
