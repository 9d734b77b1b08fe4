import type { Cri } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { fullReference } from '../../model/image-reference.ts';
import { eachTarget, manyAtOnce, type Report } from '../each-target.ts';
import { failedTo } from '../failures.ts';
import { findSparedImages, type SparedImages } from './spared.ts';

export interface RemoveImagesInput {
  /** IDs, tags or digests that were named: they go whatever uses them. */
  references: readonly string[];
  /** What else goes: every image, or every image that nothing needs. */
  others: 'none' | 'all' | 'unused';
  signal: AbortSignal;
}

export interface RemovedImage {
  /** The tags that went with it, else its digests, else its ID. */
  names: readonly string[];
}

interface Target {
  reference: string;
  isNamed: boolean;
}

/** @returns how many were to go, and how many of these did not */
export async function removeImages(
  cri: Cri,
  input: RemoveImagesInput,
  report: Report<RemovedImage>,
): Promise<{ targets: number; failures: number }> {
  const { others, signal } = input;
  const images = others === 'none' ? [] : (await cri.images.listImages({})).images;
  const spared = others === 'unused' ? await findSparedImages(cri, images) : undefined;
  const targets: Target[] = [
    ...images.filter(({ pinned }) => !(spared && pinned)).map(({ id }) => ({ reference: id, isNamed: false })),
    ...input.references.map((reference) => ({ reference, isNamed: true })),
  ];
  let touched = 0;
  const failures = await eachTarget({ targets, atOnce: manyAtOnce, signal }, report, async (target) => {
    if (await removeOne(cri, target, spared, report)) touched++;
  });
  return { targets: touched + failures, failures };
}

/** @returns false when the image is spared */
async function removeOne(
  { images }: Cri,
  { reference, isNamed }: Target,
  spared: SparedImages | undefined,
  report: Report<RemovedImage>,
): Promise<boolean> {
  const image = await attempt(reference, async () => (await images.imageStatus({ image: { image: reference } })).image);
  if (image === undefined) throw new CrixError('not-found', `no such image: ${reference}`);
  if (!isNamed && spared?.includes(image)) return false;
  if (isNamed) await warnOfTags(image, reference, report);
  await attempt(reference, () => images.removeImage({ image: { image: reference } }));
  await report.done({ names: namesOf(image) });
  return true;
}

async function attempt<T>(reference: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failedTo(`remove image ${reference}`, error);
  }
}

function namesOf({ id, repoTags, repoDigests }: Image): readonly string[] {
  if (repoTags.length > 0) return repoTags;
  return repoDigests.length > 0 ? repoDigests : [id];
}

/** CRI removes an image, not a tag: all its tags go, which surprises those who name one of them. */
async function warnOfTags({ repoTags }: Image, reference: string, report: Report<RemovedImage>): Promise<void> {
  const named = fullReference(reference);
  if (repoTags.length < 2 || !repoTags.some((tag) => fullReference(tag) === named)) return;
  const others = repoTags.filter((tag) => fullReference(tag) !== named);
  await report.note(
    `${reference} is one of ${repoTags.length} tags of its image; these go with it: ${others.join(', ')}`,
  );
}
