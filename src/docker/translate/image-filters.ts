import { CrixError } from '../../errors.ts';
import { compileGlob } from '../../model/glob.ts';
import { familiarReference, fullReference } from '../../model/image-reference.ts';
import { parseMoment } from '../../model/moment.ts';
import type { ImageDetails } from '../../ops/images/config.ts';
import { createdAtOf } from '../../ops/images/survey.ts';
import { badFilter, booleanFilter, type Filters, fitsLabels } from './filters.ts';

export const imageFilterKeys = ['before', 'dangling', 'label', 'reference', 'since', 'until'] as const;

/** Keeps the images that are meant, each with the names that are meant. @throws CrixError when an image named in a filter is not there */
export type ImageChoice = (all: readonly ImageDetails[]) => ImageDetails[];

/** @throws CrixError for a value that cannot be */
export function imageChoice(filters: Filters, now: bigint): ImageChoice {
  const dangling = booleanFilter('dangling', filters.get('dangling'));
  const namesMeant = namesFilter(filters.get('reference'));
  const latest = (filters.get('until') ?? []).map((text) => untilOf(text, now));
  return (all) => {
    const before = momentOf(all, filters.get('before')?.at(-1));
    const since = momentOf(all, filters.get('since')?.at(-1));
    return all
      .filter((one) => {
        const created = createdAtOf(one);
        return (
          (before === undefined || created < before) &&
          (since === undefined || created > since) &&
          latest.every((moment) => created < moment) &&
          fitsLabels(one.spec?.config?.Labels ?? {}, filters.get('label'))
        );
      })
      .map((one) => ({ ...one, image: namesMeant(one.image) }))
      .filter(({ image: { repoTags, repoDigests } }) => {
        const isNameless = repoTags.length + repoDigests.length === 0;
        if (isNameless && filters.has('reference')) return false;
        if (dangling === undefined) return true;
        return dangling ? repoTags.length === 0 : !isNameless;
      });
  };
}

function namesFilter(patterns: readonly string[] | undefined): (image: ImageDetails['image']) => ImageDetails['image'] {
  if (patterns === undefined) return (image) => image;
  const globs = patterns.map((pattern) => {
    const glob = compileGlob(pattern);
    if (glob === undefined) throw badFilter('reference', pattern, 'a name, perhaps with * and ?');
    return glob;
  });
  const isMeant = (reference: string): boolean => {
    const shown = familiarReference(reference);
    const name = shown.replace(/@.*$|:[^/:]*$/, '');
    return globs.some((fits) => fits(shown) || fits(name));
  };
  return (image) => ({
    ...image,
    repoTags: image.repoTags.filter(isMeant),
    repoDigests: image.repoDigests.filter(isMeant),
  });
}

function untilOf(text: string, now: bigint): bigint {
  try {
    return parseMoment(text, now, '--filter until');
  } catch {
    throw badFilter('until', text, 'a duration such as 24h, a date, or seconds since 1970');
  }
}

function momentOf(all: readonly ImageDetails[], word: string | undefined): bigint | undefined {
  if (word === undefined) return undefined;
  const full = fullReference(word);
  const digits = word.replace(/^sha256:/, '');
  const isPrefix = /^[0-9a-f]{3,}$/.test(digits);
  const found = all.find(({ image: { id, repoTags, repoDigests } }) => {
    const names = [...repoTags, ...repoDigests].map(fullReference);
    return names.includes(full) || (isPrefix && id.replace(/^sha256:/, '').startsWith(digits));
  });
  if (found === undefined) throw new CrixError('not-found', `No such image: ${word}`);
  return createdAtOf(found);
}
