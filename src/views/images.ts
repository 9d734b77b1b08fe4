import { tables } from '../cri/gen/tables.ts';
import type { Image } from '../cri/gen/types.ts';
import { toJson } from '../cri/json.ts';
import { shortId } from '../model/ids.ts';
import { formatBytes } from '../output/units.ts';
import { listDocument, type RowFields, rowFields, rowHeads } from './list-document.ts';
import { type Look, shown } from './look.ts';

export interface ImageColumns {
  digests: boolean;
  pinned: boolean;
}

const NONE = '<none>';
const SIZE_DIGITS = 3;

/** The head, and for each image a row for every tag. */
export function imageRows(images: readonly Image[], columns: ImageColumns, look: Pick<Look, 'noTrunc'>): string[][] {
  const cut = look.noTrunc ? (id: string): string => id : shortId;
  const row = (name: string, tag: string, digest: string, id: string, size: string, pinned: string): string[] => [
    name,
    tag,
    ...(columns.digests ? [digest] : []),
    id,
    size,
    ...(columns.pinned ? [pinned] : []),
  ];
  const rows = images.flatMap((image) => {
    const [repository, digest] = splitDigest(image.repoDigests[0]);
    const size = formatBytes(image.size, SIZE_DIGITS);
    return namesOf(image, repository).map(([name, tag]) =>
      row(name, tag, cut(digest), cut(image.id), size, String(image.pinned)),
    );
  });
  return [row('IMAGE', 'TAG', 'DIGEST', 'IMAGE ID', 'SIZE', 'PINNED'), ...rows];
}

/** Name and tag of each row. A tag without a name, which some runtimes send, gets the name of the digest. */
function namesOf({ repoTags }: Image, repository: string): [string, string][] {
  if (repoTags.length === 0) return [[repository, NONE]];
  return repoTags.map((repoTag) => {
    const colon = repoTag.lastIndexOf(':');
    const name = colon < 0 ? repoTag : repoTag.slice(0, colon);
    return [name === NONE ? repository : name, colon < 0 ? NONE : repoTag.slice(colon + 1)];
  });
}

function splitDigest(repoDigest: string | undefined): [string, string] {
  if (repoDigest === undefined) return [NONE, NONE];
  const at = repoDigest.indexOf('@');
  return at < 0 ? [repoDigest, NONE] : [repoDigest.slice(0, at), repoDigest.slice(at + 1)];
}

/** What `--verbose` prints for an image, with an empty line behind it. */
export function imageText(image: Image, look: Pick<Look, 'asCrictl'>): string {
  const { id, repoTags, repoDigests, size, uid, username, pinned } = image;
  const lines = [
    `ID: ${id}`,
    ...repoTags.map((tag) => `RepoTags: ${shown(tag, look)}`),
    ...repoDigests.map((digest) => `RepoDigests: ${shown(digest, look)}`),
    ...(size === 0n ? [] : [`Size: ${size}`]),
    // Go prints the message that holds the number, and of that only what is not zero.
    ...(uid === undefined ? [] : [`Uid: ${uid.value === 0n ? '' : `value:${uid.value}`}`]),
    ...(username === '' ? [] : [`Username: ${shown(username, look)}`]),
    ...(pinned ? ['Pinned: true'] : []),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The list as JSON and YAML show it. */
export function imageList(images: readonly Image[]): object {
  return listDocument('images', tables.of('Image'), images);
}

/** Templates of `--format` see an image's fields under the names of the table's columns and under those of CRI, once for each tag. */
export function imageFields(image: Image, look: Pick<Look, 'noTrunc'>): RowFields[] {
  const document = toJson(tables.of('Image'), image);
  return imageTexts(image, look).map((texts) => rowFields(texts, document));
}

/** The cells by the names of their columns, once for each tag. */
export function imageTexts(image: Image, look: Pick<Look, 'noTrunc'>): Record<string, string | undefined>[] {
  const [, ...rows] = imageRows([image], { digests: true, pinned: true }, look);
  return rows.map(([Repository, Tag, Digest, ID, Size, Pinned]) => ({ Repository, Tag, Digest, ID, Size, Pinned }));
}

export function imageHeads(): RowFields {
  return rowHeads(
    { Repository: 'IMAGE', Tag: 'TAG', Digest: 'DIGEST', ID: 'IMAGE ID', Size: 'SIZE', Pinned: 'PINNED' },
    tables.of('Image'),
  );
}
