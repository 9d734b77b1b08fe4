import type { Cri, RuntimeService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { fullReference, originOf } from '../../model/image-reference.ts';
import { referencesOf, spelling } from './users.ts';

export interface SparedImages {
  includes(image: Image): boolean;
}

/** What a clean-up must leave alone: images of containers in any state, and the image that pods themselves are made from. */
export async function findSparedImages(
  cri: Cri,
  images: readonly Image[],
  without?: ReadonlySet<string>,
): Promise<SparedImages> {
  const [usersOf, isSandboxImage] = await Promise.all([
    countUsers(cri.runtime, without),
    sandboxImageTest(cri.runtime, images),
  ]);
  return {
    includes: (image) => image.pinned || usersOf(image) > 0 || spellingsOf(image).some(isSandboxImage),
  };
}

/** Tells how many containers, in any state, are made of an image; some may be left out. */
export async function countUsers(
  runtime: RuntimeService,
  without: ReadonlySet<string> = new Set(),
): Promise<(image: Image) => number> {
  const mask = { containers: { id: true, image: true, imageRef: true, imageId: true } } as const;
  const { containers } = await runtime.listContainers({}, { mask });
  const users = new Map<string, Set<string>>();
  for (const container of containers.filter(({ id }) => !without.has(id))) {
    for (const reference of referencesOf(container)) {
      const known = users.get(reference) ?? new Set();
      users.set(reference, known.add(container.id));
    }
  }
  return (image) => new Set(spellingsOf(image).flatMap((spelling) => [...(users.get(spelling) ?? [])])).size;
}

function spellingsOf({ id, repoTags, repoDigests }: Image): string[] {
  return [id, ...repoTags, ...repoDigests].map(spelling);
}

type SandboxImageTest = (spelling: string) => boolean;

/**
 * Runtimes pin the sandbox image, but containerd before 1.7 did not, and no container refers to it. Its configuration names it; for
 * other runtimes the name has to do.
 */
async function sandboxImageTest(runtime: RuntimeService, images: readonly Image[]): Promise<SandboxImageTest> {
  if (images.length === 0) return () => false;
  const version = await runtimeVersion(runtime);
  if (version?.isContainerd !== true) return (reference) => /(?:^|\/)pause$/.test(originOf(reference).repository);
  if (version.pinsSandboxImage) return () => false;
  const { info } = await runtime.status({ verbose: true });
  const configured = sandboxImageIn(info['config'] ?? '');
  // Without a name to go by nothing can be told apart, so nothing is removed.
  return configured === undefined ? () => true : (reference) => reference === fullReference(configured);
}

async function runtimeVersion(runtime: RuntimeService) {
  try {
    const { runtimeName, runtimeVersion: text } = await runtime.version({});
    const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(text) ?? [];
    const pinsSandboxImage = Number(major) > 1 || Number(minor) >= 7;
    return { isContainerd: runtimeName === 'containerd', pinsSandboxImage };
  } catch (error) {
    if (error instanceof CrixError && error.kind !== 'cancelled') return undefined;
    throw error;
  }
}

function sandboxImageIn(config: string): string | undefined {
  try {
    const { sandboxImage } = JSON.parse(config) as { sandboxImage?: unknown };
    return typeof sandboxImage === 'string' && sandboxImage !== '' ? sandboxImage : undefined;
  } catch {
    return undefined;
  }
}
