import type { ImageService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { getImageDetails, type ImageDetails } from './config.ts';

export interface EnsureInput {
  /** As the runtime knows it, or the beginning of an ID. */
  reference: string;
  /** As typed, for messages. */
  typed: string;
  policy: 'always' | 'missing' | 'never';
}

/** The image's details, pulled first where the policy says so. @throws CrixError naming the image */
export async function ensureImage(
  images: ImageService,
  { reference, typed, policy }: EnsureInput,
  pull: (reference: string, isMissing: boolean) => Promise<void>,
): Promise<ImageDetails> {
  const present = policy === 'always' ? undefined : await getImageDetails(images, reference);
  if (present !== undefined) return present;
  if (policy === 'never') throw new CrixError('not-found', `No such image: ${typed}`);
  await pull(reference, policy === 'missing');
  const pulled = await getImageDetails(images, reference);
  if (pulled === undefined)
    throw new CrixError('runtime', `image ${typed} was pulled, but the runtime does not have it`);
  return pulled;
}
