import { visible, visibleLines } from '../output/visible.ts';

/** How texts are shown. */
export interface Look {
  /** Nanoseconds since 1970, for ages. */
  now: bigint;
  /** Whole IDs. */
  noTrunc: boolean;
  /** crictl's way, where crix has a better one. */
  asCrictl: boolean;
}

/** A name, label or message for a terminal. crictl lets line ends through. */
export function shown(text: string, { asCrictl }: Pick<Look, 'asCrictl'>): string {
  return asCrictl ? visibleLines(text) : visible(text);
}

/** `Labels:` or `Annotations:` with a line for each; nothing when there are none. */
export function mapLines(title: string, map: Readonly<Record<string, string>>, look: Pick<Look, 'asCrictl'>): string[] {
  const keys = Object.keys(map).sort();
  if (keys.length === 0) return [];
  return [`${title}:`, ...keys.map((key) => `\t${shown(key, look)} -> ${shown(map[key] ?? '', look)}`)];
}
