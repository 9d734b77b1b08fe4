import type { ImageService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { byCodePoint } from '../../model/code-points.ts';
import type { ImageFilter } from './filters.ts';

export interface ImageListInput {
  /** Only the image that the runtime finds under this name. */
  name?: string | undefined;
  filters: readonly ImageFilter[];
}

/** In order of their names; those without any come last. */
export async function listImages(images: ImageService, { name, filters }: ImageListInput): Promise<Image[]> {
  const request = name ? { filter: { image: { image: name } } } : {};
  const reply = await images.listImages(request);
  const sorted = [...reply.images].sort(byName);
  return filters.reduce((left, filter) => filter(left), sorted);
}

function byName(a: Image, b: Image): number {
  const [nameOfA, nameOfB] = [nameOf(a), nameOf(b)];
  if ((nameOfA === undefined) !== (nameOfB === undefined)) return nameOfA === undefined ? 1 : -1;
  return byCodePoint(nameOfA ?? '', nameOfB ?? '') || byCodePoint(a.id, b.id);
}

function nameOf({ repoTags, repoDigests }: Image): string | undefined {
  return repoTags[0] ?? repoDigests[0];
}
