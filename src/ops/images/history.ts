import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Containerd } from '../../containerd/api.ts';
import type { ImageService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { manyAtOnce } from '../each-target.ts';
import { inParallel } from '../in-parallel.ts';
import { getImageDetails } from './config.ts';

/** A step in the making of an image. */
export interface HistoryStep {
  /** Nanoseconds since 1970; undefined where the image does not tell. */
  created: bigint | undefined;
  /** The command or instruction. */
  createdBy: string;
  comment: string;
  /** Bytes that it added, unpacked; undefined when only containerd could tell. */
  size: bigint | undefined;
}

export interface ImageHistory {
  image: Image;
  /** The last one first. */
  steps: readonly HistoryStep[];
}

/** How an image was made, as far as it tells. @throws CrixError naming the image */
export async function imageHistory(
  images: ImageService,
  containerd: Containerd | undefined,
  reference: string,
): Promise<ImageHistory> {
  const details = await getImageDetails(images, reference);
  if (details === undefined) throw new CrixError('not-found', `there is no image ${JSON.stringify(reference)}`);
  const { image, spec } = details;
  if (spec === undefined) {
    throw new CrixError('unsupported', `the runtime does not tell how image ${reference} was made`);
  }
  const history = spec.history ?? [];
  const sizes = await layerSizes(images, containerd, spec.rootfs?.diff_ids ?? []);
  let layer = 0;
  const steps = history.map(({ created, created_by = '', comment = '', empty_layer }) => ({
    created: nanosOf(created),
    createdBy: created_by,
    comment,
    size: empty_layer === true ? 0n : sizes[layer++],
  }));
  return { image, steps: steps.reverse() };
}

function nanosOf(time: string | undefined): bigint | undefined {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? undefined : BigInt(milliseconds) * 1_000_000n;
}

/** CRI tells the size of an image as a whole; containerd's snapshots are its layers, unpacked. */
async function layerSizes(
  images: ImageService,
  containerd: Containerd | undefined,
  diffIds: readonly string[],
): Promise<(bigint | undefined)[]> {
  const snapshotter = containerd === undefined ? undefined : await snapshotterOf(images);
  if (containerd === undefined || snapshotter === undefined) return [];
  return inParallel(chainIds(diffIds), manyAtOnce, async (key) => {
    try {
      return (await containerd.snapshots.usage({ snapshotter, key })).size;
    } catch (error) {
      // A layer may not be unpacked yet.
      if (error instanceof CrixError && error.kind !== 'cancelled') return undefined;
      throw error;
    }
  });
}

const pluginType = 'io.containerd.snapshotter.v1.';

/** The folder of the image file system ends with the snapshotter's plugin. */
async function snapshotterOf(images: ImageService): Promise<string | undefined> {
  const { imageFilesystems } = await images.imageFsInfo({});
  const folder = basename(imageFilesystems[0]?.fsId?.mountpoint ?? '');
  return folder.startsWith(pluginType) ? folder.slice(pluginType.length) : undefined;
}

/** What a layer is called together with all below it. https://github.com/opencontainers/image-spec/blob/main/config.md */
function chainIds(diffIds: readonly string[]): string[] {
  const chain: string[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    const hash = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
    chain.push(below === undefined ? diffId : hash(`${below} ${diffId}`));
  }
  return chain;
}
