import { CrixError, usageError } from '../../errors.ts';

/** The words of `--filter`: key to values, in the order in which they were typed. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/**
 * Undefined `known`: any key will do.
 *
 * @throws CrixError naming the word; docker gives another status to an unknown key than to a word without `=`
 */
export function readFilters(words: readonly string[], known?: readonly string[]): Filters {
  const filters = new Map<string, string[]>();
  for (const word of words.filter((text) => text !== '')) {
    const at = word.indexOf('=');
    if (at < 0) throw usageError(`invalid filter ${JSON.stringify(word)}: bad format of filter (expected name=value)`);
    const key = word.slice(0, at).trim().toLowerCase();
    if (known?.includes(key) === false) {
      throw new CrixError('failure', `invalid filter '${key}'`, { hint: `filters: ${known.join(', ')}` });
    }
    filters.set(key, [...(filters.get(key) ?? []), word.slice(at + 1).trim()]);
  }
  return filters;
}

/** A value that a filter does not take. */
export function badFilter(key: string, value: string, wanted: string): CrixError {
  return new CrixError('failure', `invalid filter '${key}=${value}'`, { hint: `want ${wanted}` });
}

/** True when the value of every such filter is one of the labels: `key`, or `key=value`. */
export function fitsLabels(labels: Readonly<Record<string, string>>, wanted: readonly string[] = []): boolean {
  return wanted.every((word) => {
    const at = word.indexOf('=');
    const key = at < 0 ? word : word.slice(0, at);
    return Object.hasOwn(labels, key) && (at < 0 || labels[key] === word.slice(at + 1));
  });
}

/** `true`, `1`, `false` or `0`. @throws CrixError naming the filter */
export function booleanFilter(key: string, values: readonly string[] = []): boolean | undefined {
  const value = values.at(-1);
  if (value === undefined) return undefined;
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  throw badFilter(key, value, 'true or false');
}
