import type { Image } from '../../cri/gen/types.ts';
import { originOf } from '../../model/image-reference.ts';

/** The digest under which a repository knows an image, or any other that it has. */
export function digestIn({ repoDigests }: Pick<Image, 'repoDigests'>, reference: string): string | undefined {
  const wanted = originOf(reference);
  const own = repoDigests.find((known) => {
    const { registry, repository } = originOf(known);
    return registry === wanted.registry && repository === wanted.repository;
  });
  return (own ?? repoDigests[0])?.split('@')[1];
}
