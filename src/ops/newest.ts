/** The newest first; equals keep the runtime's order. */
export function byAge(a: { createdAt: bigint }, b: { createdAt: bigint }): number {
  return a.createdAt === b.createdAt ? 0 : a.createdAt > b.createdAt ? -1 : 1;
}

/** How many --latest and --last ask for. Zero and negative numbers mean all. */
export function limitOf({ latest, last }: { latest: boolean; last: number }): number {
  if (last > 0) return last;
  return latest ? 1 : Number.POSITIVE_INFINITY;
}
