import type { Cri } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { type FetchDeps, fetchEach } from '../fetch-each.ts';
import { getImageDetails, type ImageSpecDocument } from './config.ts';
import { countUsers } from './spared.ts';

/** What a list of images does not tell. `spec` takes a call for each image. */
export type ImageNeed = 'spec' | 'users';

/** An image and what was asked for; undefined: not asked for, gone, or not told by this runtime. */
export interface ListedImage {
  image: Image;
  spec: ImageSpecDocument | undefined;
  /** Containers made of it, in any state. */
  users: number | undefined;
}

export async function listedImages(
  cri: Cri,
  images: readonly Image[],
  needs: ReadonlySet<ImageNeed>,
  deps: FetchDeps,
): Promise<ListedImage[]> {
  const [specs, usersOf] = await Promise.all([
    fetchEach(
      needs.has('spec') ? images.map(({ id }) => id) : [],
      async (id) => (await getImageDetails(cri.images, id))?.spec,
      deps,
    ),
    needs.has('users') ? countUsers(cri.runtime) : undefined,
  ]);
  return images.map((image) => ({ image, spec: specs.get(image.id), users: usersOf?.(image) }));
}
