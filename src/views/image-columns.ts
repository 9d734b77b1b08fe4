import type { ImageNeed, ListedImage } from '../ops/images/listed.ts';
import { formatAge } from '../output/ages.ts';
import { type Column, NOTHING, plainColumns } from './columns.ts';
import { imageHeads, imageTexts } from './images.ts';

/** One tag of an image: what a row shows. */
export interface ImageRow extends ListedImage {
  /** Which of the image's tags. */
  at: number;
}

type ImageColumn = Column<ImageRow, ImageNeed>;

/** A row for every tag. */
export function imageRowsOf(facts: readonly ListedImage[]): ImageRow[] {
  return facts.flatMap((each) =>
    Array.from({ length: Math.max(1, each.image.repoTags.length) }, (_, at) => ({ ...each, at })),
  );
}

const furtherColumns: readonly ImageColumn[] = [
  {
    name: 'Created',
    head: 'CREATED',
    needs: 'spec',
    text: (row, { now }) => {
      const moment = createdAt(row);
      return moment === undefined ? NOTHING : formatAge(moment, now);
    },
    order: createdAt,
  },
  {
    name: 'Platform',
    head: 'PLATFORM',
    needs: 'spec',
    text: ({ spec }) => (spec?.os && spec.architecture ? `${spec.os}/${spec.architecture}` : NOTHING),
  },
  {
    name: 'Containers',
    head: 'CONTAINERS',
    needs: 'users',
    text: ({ users }) => String(users ?? NOTHING),
    order: ({ users }) => users,
  },
];

export const imageColumns: readonly ImageColumn[] = [
  ...plainColumns<ImageRow>(imageHeads(), ({ image, at }, look) => imageTexts(image, look)[at] ?? {}, {
    Size: ({ image }) => image.size,
  }),
  ...furtherColumns,
];

/** What `-o wide` shows: the plain table with all that flags can add to it, and more to its right. */
export const wideImageColumns: readonly string[] = [
  'Repository',
  'Tag',
  'Digest',
  'ID',
  'Size',
  'Pinned',
  'Created',
  'Platform',
  'Containers',
];

/** Images made to be reproducible say 1970 or, by zero, nothing. */
function createdAt({ spec }: ImageRow): bigint | undefined {
  const milliseconds = Date.parse(spec?.created ?? '');
  return Number.isNaN(milliseconds) || milliseconds < 0 ? undefined : BigInt(milliseconds) * 1_000_000n;
}
