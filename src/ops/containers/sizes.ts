import type { Cri } from '../../cri/api.ts';
import type { Container } from '../../cri/gen/types.ts';

/** Bytes on disk. */
export interface ContainerSize {
  writable: bigint;
  image: bigint;
}

/** What each container and its image take, by the container's ID. Two calls, however many containers there are. */
export async function containerSizes(
  { runtime, images }: Cri,
  containers: readonly Pick<Container, 'id' | 'image' | 'imageRef'>[],
): Promise<ReadonlyMap<string, ContainerSize>> {
  const [{ stats }, listed] = await Promise.all([runtime.listContainerStats({}), images.listImages({})]);
  const written = new Map(
    stats.map(({ attributes, writableLayer }) => [attributes?.id ?? '', writableLayer?.usedBytes?.value ?? 0n]),
  );
  const imageSizes = new Map<string, bigint>();
  for (const { id, size, repoTags, repoDigests } of listed.images) {
    for (const name of [id, ...repoTags, ...repoDigests]) imageSizes.set(name, size);
  }
  return new Map(
    containers.map(({ id, image, imageRef }) => {
      const imageSize = imageSizes.get(image?.image ?? '') ?? imageSizes.get(imageRef) ?? 0n;
      return [id, { writable: written.get(id) ?? 0n, image: imageSize }];
    }),
  );
}
