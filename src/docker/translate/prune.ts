import { parseMoment } from '../../model/moment.ts';
import { type PruneFilter, wishOf } from '../../ops/prune/filter.ts';
import type { Facts } from '../define.ts';
import { badFilter, readFilters } from './filters.ts';

/** `--filter label=…`, `label!=…` and `until=…` of the prune commands. @throws CrixError naming the word */
export function pruneFilterOf(words: readonly string[], facts: Facts, further: readonly string[] = []): PruneFilter {
  const filters = readFilters(words, ['label', 'label!', 'until', ...further]);
  const until = filters.get('until')?.at(-1);
  return {
    labels: (filters.get('label') ?? []).map(wishOf),
    notLabels: (filters.get('label!') ?? []).map(wishOf),
    until: until === undefined ? undefined : momentOf(until, facts),
  };
}

function momentOf(text: string, facts: Facts): bigint {
  try {
    return parseMoment(text, facts.now(), '--filter until');
  } catch {
    throw badFilter('until', text, 'a duration such as 24h, a time, or seconds since 1970');
  }
}
