import type { Container } from '../../cri/gen/types.ts';
import { familiarReference } from '../../model/image-reference.ts';
import { memoryOf } from '../../ops/containers/memory.ts';
import type { Surveyed } from '../../ops/containers/survey.ts';
import { shortDockerId } from './names.ts';

/** The image of a container as it was typed, where that is known, else a name that the runtime has for it. */
export function imageNameOf(
  {
    container,
    pod,
    status,
  }: Pick<Surveyed, 'status'> & {
    container: Pick<Container, 'image'>;
    pod: { annotations: Readonly<Record<string, string>> } | undefined;
  },
  { noTrunc }: { noTrunc: boolean },
): string {
  const known = [
    memoryOf(pod).image,
    container.image?.userSpecifiedImage,
    container.image?.image,
    status?.image?.image,
    status?.image?.userSpecifiedImage,
  ].filter((candidate) => candidate !== undefined && candidate !== '') as string[];
  const name = known.find((candidate) => !isImageId(candidate)) ?? known[0] ?? '';
  if (isImageId(name)) return noTrunc ? name : shortDockerId(name);
  return familiarReference(name);
}

export function isImageId(name: string): boolean {
  return /^(?:sha256:)?[0-9a-f]{64}$/.test(name);
}
