import type { ImageService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { byCodePoint } from '../../model/code-points.ts';
import { fullReference } from '../../model/image-reference.ts';
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
  const found = name ? await onlyNamed(images, name, reply.images) : reply.images;
  const sorted = [...found].sort(byName);
  return filters.reduce((left, filter) => filter(left), sorted);
}

/** containerd ignores the filter of the call and answers with all its images. */
async function onlyNamed(images: ImageService, name: string, found: readonly Image[]): Promise<readonly Image[]> {
  if (found.every((image) => isCalled(image, name)) && found.length <= 1) return found;
  const mask = { image: { id: true, size: true } } as const;
  const { image } = await images.imageStatus({ image: { image: name } }, { mask });
  return found.filter(({ id }) => id === image?.id);
}

function isCalled({ id, repoTags, repoDigests }: Image, name: string): boolean {
  if (id === name || id.startsWith(`sha256:${name}`)) return true;
  return [...repoTags, ...repoDigests].some((own) => own === name || fullReference(own) === fullReference(name));
}

function byName(a: Image, b: Image): number {
  const [nameOfA, nameOfB] = [nameOf(a), nameOf(b)];
  if ((nameOfA === undefined) !== (nameOfB === undefined)) return nameOfA === undefined ? 1 : -1;
  return byCodePoint(nameOfA ?? '', nameOfB ?? '') || byCodePoint(a.id, b.id);
}

function nameOf({ repoTags, repoDigests }: Image): string | undefined {
  return repoTags[0] ?? repoDigests[0];
}
