import type { Image } from '../../cri/gen/types.ts';
import { CrixError, usageError } from '../../errors.ts';
import { fullReference } from '../../model/image-reference.ts';
import { compileRegex } from '../../model/regex.ts';

/** Keeps some of the images and their order. */
export type ImageFilter = (images: Image[]) => Image[];

const KINDS = 'dangling=true|false, reference=REGEX, before=IMAGE, since=IMAGE';

/** What `--filter` says, one filter after the other. @throws CrixError of kind usage naming the filter */
export function readImageFilters(words: readonly string[]): Promise<ImageFilter[]> {
  return Promise.all(words.map(readFilter));
}

async function readFilter(word: string): Promise<ImageFilter> {
  const [, kind, value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
  switch (kind) {
    case 'dangling': {
      if (value !== 'true' && value !== 'false') throw unknownFilter(word);
      return (images) => images.filter(({ repoTags }) => (repoTags.length === 0) === (value === 'true'));
    }
    case 'reference': {
      const matches = await compileRegex(value, 'filter');
      return (images) =>
        images.filter((image) => repositoriesOf(image).some((name) => name === value || matches(name)));
    }
    case 'before':
      return (images) => images.slice(positionOf(images, value, word) + 1);
    case 'since':
      return (images) => images.slice(0, positionOf(images, value, word));
    default:
      throw unknownFilter(word);
  }
}

function unknownFilter(word: string): CrixError {
  return usageError(`unknown filter ${JSON.stringify(word)}`, `filters: ${KINDS}`);
}

/** Names without tag and digest. */
function repositoriesOf({ repoTags, repoDigests }: Image): string[] {
  return [
    ...repoTags.map((tag) => tag.replace(/:[^:/]*$/, '')),
    ...repoDigests.map((digest) => digest.replace(/@.*$/, '')),
  ];
}

/** CRI knows no time at which an image was made: before and since go by the order of the list. */
function positionOf(images: readonly Image[], wanted: string, word: string): number {
  const full = fullReference(wanted);
  const position = images.findIndex(({ id, repoTags, repoDigests }) => {
    const names = [...repoTags, ...repoDigests];
    return names.includes(wanted) || names.includes(full) || isIdOf(wanted, id);
  });
  if (position >= 0) return position;
  throw new CrixError(
    'not-found',
    `there is no image ${JSON.stringify(wanted)} for the filter ${JSON.stringify(word)}`,
    {
      hint: '`crix images` lists the images',
    },
  );
}

function isIdOf(word: string, id: string): boolean {
  const digits = word.replace(/^sha256:/, '');
  return /^[0-9a-f]{3,}$/.test(digits) && id.replace(/^sha256:/, '').startsWith(digits);
}
