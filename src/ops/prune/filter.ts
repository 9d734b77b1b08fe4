/** What a clean-up may take. */
export interface PruneFilter {
  /** Key, and value where one is wanted; all must be there. */
  labels: readonly LabelWish[];
  /** None of these may be there. */
  notLabels: readonly LabelWish[];
  /** Only what was made before: nanoseconds since 1970. */
  until: bigint | undefined;
}

export interface LabelWish {
  key: string;
  value: string | undefined;
}

/** `KEY` or `KEY=VALUE`. */
export function wishOf(word: string): LabelWish {
  const equals = word.indexOf('=');
  return equals < 0 ? { key: word, value: undefined } : { key: word.slice(0, equals), value: word.slice(equals + 1) };
}

export function fits(
  { labels, notLabels, until }: PruneFilter,
  one: { labels: Readonly<Record<string, string>>; createdAt: bigint },
): boolean {
  const has = ({ key, value }: LabelWish): boolean =>
    Object.hasOwn(one.labels, key) && (value === undefined || one.labels[key] === value);
  if (until !== undefined && one.createdAt >= until) return false;
  return labels.every(has) && !notLabels.some(has);
}
