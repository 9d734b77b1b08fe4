import type { RuntimeService } from '../../cri/api.ts';
import type { Container, Image } from '../../cri/gen/types.ts';
import { fullReference } from '../../model/image-reference.ts';

/** Containers in any state that were made from an image. */
export async function containersOf(runtime: RuntimeService, image: Image): Promise<Container[]> {
  const mask = { containers: { id: true, state: true, image: true, imageRef: true, imageId: true } } as const;
  const { containers } = await runtime.listContainers({}, { mask });
  const spellings = new Set([image.id, ...image.repoTags, ...image.repoDigests].map(spelling));
  return containers.filter((container) => referencesOf(container).some((reference) => spellings.has(reference)));
}

/** Everything that a container says of its image. */
export function referencesOf({ image, imageRef, imageId }: Container): string[] {
  const references = [image?.image ?? '', image?.userSpecifiedImage ?? '', imageRef, imageId];
  return references.filter((reference) => reference !== '').map(spelling);
}

/** One spelling for each image name, so that they can be compared. */
export function spelling(reference: string): string {
  return fullReference(reference.replace(/^sha256:/, ''));
}
