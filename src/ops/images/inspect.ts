import type { ImageService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import type { Inspection } from '../containers/inspect.ts';
import { failedTo } from '../failures.ts';

/** @throws CrixError naming the image */
export async function inspectImage(images: ImageService, name: string, verbose: boolean): Promise<Inspection<Image>> {
  try {
    const { image, info } = await images.imageStatus({ image: { image: name }, verbose });
    if (image === undefined) {
      throw new CrixError('not-found', 'no such image is present', { hint: '`crix images` lists the images' });
    }
    return { status: image, info };
  } catch (error) {
    throw failedTo(`inspect image ${name}`, error);
  }
}
