import type { ImageService } from '../../cri/api.ts';
import { manyAtOnce } from '../each-target.ts';
import { inParallel } from '../in-parallel.ts';
import { getImageDetails, type ImageDetails } from './config.ts';

/** All images with their configurations, several asked for at a time. One that is removed meanwhile is left out. */
export async function surveyImages(images: ImageService): Promise<ImageDetails[]> {
  const listed = await images.listImages({});
  const details = await inParallel(listed.images, manyAtOnce, async (image) => {
    const known = await getImageDetails(images, image.id);
    // The list knows all names of an image, the status of some runtimes only the one that was asked for.
    return known === undefined ? undefined : { image, spec: known.spec };
  });
  return details.filter((one) => one !== undefined);
}

/** When an image was made, in nanoseconds since 1970; 0 where nobody knows. */
export function createdAtOf({ spec }: Pick<ImageDetails, 'spec'>): bigint {
  const milliseconds = Date.parse(spec?.created ?? '');
  return Number.isNaN(milliseconds) ? 0n : BigInt(milliseconds) * 1_000_000n;
}
