import type { ImageService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { failedTo } from '../failures.ts';

/**
 * What the runtime knows under these names; those it does not know are left out. Each name is asked for once.
 *
 * @throws CrixError naming the image
 */
export async function lookUpImages(images: ImageService, names: readonly string[]): Promise<Map<string, Image>> {
  const found = new Map<string, Image>();
  const lookUp = async (name: string): Promise<void> => {
    const image = await lookUpImage(images, name);
    if (image !== undefined) found.set(name, image);
  };
  const [first, ...others] = new Set(names);
  // One question is enough to learn that the image service is down; the others go together.
  if (first !== undefined) await lookUp(first);
  await Promise.all(others.map(lookUp));
  return found;
}

async function lookUpImage(images: ImageService, name: string): Promise<Image | undefined> {
  const mask = { image: { id: true, size: true, repoTags: true } } as const;
  try {
    return (await images.imageStatus({ image: { image: name } }, { mask })).image;
  } catch (error) {
    throw failedTo(`look up image ${name}`, error);
  }
}
