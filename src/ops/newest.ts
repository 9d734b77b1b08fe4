import type { Container } from '../cri/gen/types.ts';

/** The newest first; equals keep the runtime's order. */
export function byAge(a: { createdAt: bigint }, b: { createdAt: bigint }): number {
  return a.createdAt === b.createdAt ? 0 : a.createdAt > b.createdAt ? -1 : 1;
}

/** How many --latest and --last ask for. Zero and negative numbers mean all. */
export function limitOf({ latest, last }: { latest: boolean; last: number }): number {
  if (last > 0) return last;
  return latest ? 1 : Number.POSITIVE_INFINITY;
}

/** A container that restarted is listed once for each attempt: the newest of each, in the order in which they were made. */
export function newestAttempts(containers: readonly Container[]): Container[] {
  const byPlace = new Map<string, Container>();
  for (const container of containers) {
    const place = `${container.podSandboxId}/${container.metadata?.name}`;
    const known = byPlace.get(place);
    if (known === undefined || known.createdAt < container.createdAt) byPlace.set(place, container);
  }
  return [...byPlace.values()].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}
