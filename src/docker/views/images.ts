import { familiarReference } from '../../model/image-reference.ts';
import type { ImageDetails } from '../../ops/images/config.ts';
import { createdAtOf } from '../../ops/images/survey.ts';
import { formatAge } from '../../output/ages.ts';
import type { RowFields } from '../../output/row-format.ts';
import { formatBytes } from '../../output/units.ts';
import { shortDockerId } from '../shape/names.ts';
import { dockerTime } from '../shape/times.ts';

export const imageHeads: RowFields = {
  Containers: 'CONTAINERS',
  CreatedAt: 'CREATED AT',
  CreatedSince: 'CREATED',
  Digest: 'DIGEST',
  ID: 'IMAGE ID',
  Repository: 'REPOSITORY',
  SharedSize: 'SHARED SIZE',
  Size: 'SIZE',
  Tag: 'TAG',
  UniqueSize: 'UNIQUE SIZE',
  VirtualSize: 'SIZE',
};

export function imageTable({ digests }: { digests: boolean }): string {
  const digest = digests ? '\t{{.Digest}}' : '';
  return `table {{.Repository}}\t{{.Tag}}${digest}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}`;
}

export interface ImageLook {
  now: bigint;
  noTrunc: boolean;
  /** A row for each digest of a tag. */
  digests: boolean;
}

const none = '<none>';

/** A row for each tag, and one for each repository that knows the image by its digest alone. */
export function imageRows({ image, spec }: ImageDetails, look: ImageLook): RowFields[] {
  const created = createdAtOf({ spec });
  const row = ({ repository, tag, digest }: ImageName): RowFields => ({
    Containers: 'N/A',
    CreatedAt: created === 0n ? 'N/A' : dockerTime(created),
    CreatedSince: created === 0n ? 'N/A' : formatAge(created, look.now),
    Digest: digest,
    ID: look.noTrunc ? image.id : shortDockerId(image.id),
    Repository: repository,
    SharedSize: 'N/A',
    Size: formatBytes(image.size, 3),
    Tag: tag,
    UniqueSize: 'N/A',
    VirtualSize: formatBytes(image.size, 4),
  });
  return imageNames(image, look).map(row);
}

export interface ImageName {
  repository: string;
  tag: string;
  digest: string;
}

export function imageNames(
  { repoTags, repoDigests }: Pick<ImageDetails['image'], 'repoTags' | 'repoDigests'>,
  { digests: showsDigests }: Pick<ImageLook, 'digests'>,
): ImageName[] {
  const digests = new Map<string, string[]>();
  for (const reference of repoDigests.map(familiarReference)) {
    const [repository = '', digest = ''] = reference.split('@');
    digests.set(repository, [...(digests.get(repository) ?? []), digest]);
  }
  const names: ImageName[] = [];
  const tagged = new Set<string>();
  for (const reference of repoTags.map(familiarReference)) {
    const [, repository = reference, tag = none] = /^(.*):([^/:]*)$/.exec(reference) ?? [];
    tagged.add(repository);
    const own = showsDigests ? (digests.get(repository) ?? [none]) : [none];
    names.push(...own.map((digest) => ({ repository, tag, digest })));
  }
  for (const [repository, all] of digests) {
    if (tagged.has(repository)) continue;
    names.push(...(showsDigests ? all : [none]).map((digest) => ({ repository, tag: none, digest })));
  }
  return names.length > 0 ? names : [{ repository: none, tag: none, digest: none }];
}
