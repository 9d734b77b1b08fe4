import type { Cri } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { messageOf } from '../../errors.ts';
import { eachTarget, manyAtOnce } from '../each-target.ts';
import { getImageDetails } from '../images/config.ts';
import { findSparedImages } from '../images/spared.ts';
import type { PruneDeps } from './containers.ts';
import { fits, type PruneFilter } from './filter.ts';

export interface PrunedImages {
  /** Each with its names and its ID. */
  removed: { names: readonly string[]; id: string }[];
  bytes: bigint;
}

export interface PruneImagesInput {
  /** Also those with a tag. */
  all: boolean;
  filter: PruneFilter;
  /** Containers that do not count, as they go first. */
  without?: ReadonlySet<string>;
}

/** Removes images that nothing uses. */
export async function pruneImages(
  cri: Cri,
  { all, filter, without }: PruneImagesInput,
  { signal, note, isDryRun = false, only }: PruneDeps,
): Promise<PrunedImages> {
  const { images } = await cri.images.listImages({});
  const spared = await findSparedImages(cri, images, without);
  const candidates = images.filter((image) => all || image.repoTags.length === 0);
  const targets = candidates.filter((image) => !spared.includes(image) && (only === undefined || only.has(image.id)));
  const pruned: PrunedImages = { removed: [], bytes: 0n };
  const failed = (error: unknown): Promise<void> => note(messageOf(error));
  await eachTarget({ targets, atOnce: manyAtOnce, signal }, { failed }, async (image) => {
    if (!(await isMeant(cri, image, filter))) return;
    if (!isDryRun) await cri.images.removeImage({ image: { image: image.id } });
    pruned.removed.push({ names: [...image.repoTags, ...image.repoDigests], id: image.id });
    pruned.bytes += image.size;
  });
  return pruned;
}

async function isMeant({ images }: Cri, { id }: Image, filter: PruneFilter): Promise<boolean> {
  if (filter.labels.length + filter.notLabels.length === 0 && filter.until === undefined) return true;
  const spec = (await getImageDetails(images, id))?.spec;
  // What is not known is not removed.
  if (spec === undefined) return false;
  const created = Date.parse(spec.created ?? '');
  if (Number.isNaN(created) && filter.until !== undefined) return false;
  const createdAt = BigInt(created || 0) * 1_000_000n;
  return fits(filter, { labels: spec.config?.Labels ?? {}, createdAt });
}
