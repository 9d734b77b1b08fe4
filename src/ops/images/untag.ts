import { setTimeout as pause } from 'node:timers/promises';
import type { Containerd } from '../../containerd/api.ts';
import type { Cri } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { fullReference } from '../../model/image-reference.ts';
import { failedTo } from '../failures.ts';
import { containersOf } from './users.ts';

export interface RemoveTaggedInput {
  /** A reference, or an ID or the beginning of one. */
  reference: string;
  /** As typed, for messages. */
  typed: string;
  isId: boolean;
  force: boolean;
}

export interface Removed {
  /** Names that are gone. */
  untagged: readonly string[];
  /** The image's ID, if it is gone itself. */
  deleted: string | undefined;
}

/**
 * Removes one name of an image, and with the last one the image. CRI removes images only, with all their names; where containerd
 * runs, its own service can take one name away.
 *
 * @throws CrixError in docker's words, before anything is removed
 */
export async function removeTagged(
  cri: Cri,
  containerd: Containerd | undefined,
  input: RemoveTaggedInput,
): Promise<Removed> {
  const { reference, typed, isId, force } = input;
  const { image } = await cri.images.imageStatus({ image: { image: reference } });
  if (image === undefined) throw new CrixError('not-found', `No such image: ${typed}`);
  const others = image.repoTags.filter((tag) => fullReference(tag) !== fullReference(reference));
  if (!isId && others.length > 0 && others.length < image.repoTags.length) {
    if (containerd !== undefined) return untag(cri, containerd, reference);
    if (!force) throw wouldLose(typed, others);
  }
  if (isId && !force && repositoriesOf(image).size > 1) {
    throw conflict(`unable to delete ${typed} (must be forced) - image is referenced in multiple repositories`);
  }
  if (!force) await refuseUsed(cri, image, typed);
  return removeWhole(cri, image);
}

async function removeWhole({ images }: Cri, { id, repoTags, repoDigests }: Image): Promise<Removed> {
  try {
    await images.removeImage({ image: { image: id } });
  } catch (error) {
    throw failedTo(`remove image ${id}`, error);
  }
  return { untagged: [...repoTags, ...repoDigests], deleted: id.startsWith('sha256:') ? id : `sha256:${id}` };
}

function repositoriesOf({ repoTags }: Image): Set<string> {
  return new Set(repoTags.map((tag) => tag.replace(/:[^/:]*$/, '')));
}

async function refuseUsed({ runtime }: Cri, image: Image, typed: string): Promise<void> {
  const [user] = await containersOf(runtime, image);
  if (user === undefined) return;
  const how = user.state === 'CONTAINER_RUNNING' ? 'is using its referenced image' : 'is using its stopped image';
  throw conflict(
    `unable to remove repository reference "${typed}" (must force) - container ${user.id.slice(0, 12)} ${how} ${image.id.replace(/^sha256:/, '').slice(0, 12)}`,
  );
}

function conflict(what: string): CrixError {
  return new CrixError('failure', `conflict: ${what}`);
}

function wouldLose(typed: string, others: readonly string[]): CrixError {
  return new CrixError(
    'unsupported',
    `${typed} is one of several names of its image, and CRI removes all of them: ${others.join(', ')}`,
    { hint: 'repeat it with -f if they may all go' },
  );
}

const looks = 40;
const lookMs = 50;

async function untag({ images }: Cri, { images: names }: Containerd, reference: string): Promise<Removed> {
  const name = fullReference(reference);
  try {
    await names.delete({ name, sync: true });
  } catch (error) {
    throw failedTo(`remove the name ${reference}`, error);
  }
  // CRI hears of it a moment later.
  for (let left = looks; left > 0; left--) {
    const { image } = await images.imageStatus({ image: { image: reference } });
    if (image === undefined || !image.repoTags.some((tag) => fullReference(tag) === name)) break;
    await pause(lookMs);
  }
  return { untagged: [name], deleted: undefined };
}
