import type { Cri } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { examineContainer } from '../../ops/containers/examine.ts';
import { getImageDetails, type ImageDetails } from '../../ops/images/config.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { containerDocument } from '../shape/container/document.ts';
import { imageDocument } from '../shape/image-document.ts';
import { referenceOf } from '../translate/reference.ts';

export interface FindOptions {
  sizes: boolean;
}

/** A container's document. @throws CrixError in docker's words when there is none */
export function findContainer(cri: Cri, word: string, { sizes }: FindOptions): Promise<object> {
  return orMissing(`No such container: ${word}`, () =>
    withContainer(cri.runtime, word, dockerNames, async (id) => {
      return containerDocument(await examineContainer(cri, id, { sizes }));
    }),
  );
}

/** An image's document. @throws CrixError in docker's words when there is none */
export async function findImage(cri: Cri, word: string): Promise<object> {
  return imageDocument(await imageDetailsOf(cri, word));
}

/** An image by a name or the beginning of its ID. @throws CrixError in docker's words when there is none */
export async function imageDetailsOf({ images }: Pick<Cri, 'images'>, word: string): Promise<ImageDetails> {
  const missing = `No such image: ${word}`;
  const details = await orMissing(missing, async () => {
    const { full, mayBeId } = referenceOf(word);
    const byName = await getImageDetails(images, full);
    return byName ?? (mayBeId ? getImageDetails(images, word.replace(/^sha256:/, '')) : undefined);
  });
  if (details === undefined) throw new CrixError('not-found', missing);
  return details;
}

/** A container of this name, else an image. @throws CrixError in docker's words when there is neither */
export async function findAnything(cri: Cri, word: string, options: FindOptions): Promise<object> {
  try {
    return await findContainer(cri, word, options);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return orMissing(`No such object: ${word}`, () => findImage(cri, word));
}

async function orMissing<T>(message: string, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    // A word that cannot be an image's name names no image.
    if (isMissing(error) || (error instanceof CrixError && error.kind === 'usage')) {
      throw new CrixError('not-found', message, { cause: error });
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof CrixError && error.kind === 'not-found';
}
