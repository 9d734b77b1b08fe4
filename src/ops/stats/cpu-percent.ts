import { CrixError } from '../../errors.ts';

/** One reading of a CPU counter. */
export interface CpuReading {
  /** Nanoseconds of one core since the start. */
  usageNs: bigint;
  /** When it was read, nanoseconds since 1970. */
  readAt: bigint;
}

/** What to do when two readings bear the same time: crictl gives up, crix says that nothing was used. */
export type FrozenClock = 'refuse' | 'zero';

/** Percent of one core between two readings. `id` is for the message. @throws CrixError for a clock that stands still */
export function cpuPercent(before: CpuReading | undefined, after: CpuReading, id: string, frozen: FrozenClock): number {
  if (before === undefined || after.usageNs === 0n) return 0;
  const elapsedNs = after.readAt - before.readAt;
  if (elapsedNs === 0n && frozen === 'refuse') {
    throw new CrixError('runtime', `the runtime did not update the cpu statistics of ${id} between two samples`, {
      hint: 'wait longer between them with --seconds',
    });
  }
  const usedNs = after.usageNs - before.usageNs;
  // A counter starts again when a container is restarted.
  if (elapsedNs <= 0n || usedNs < 0n) return 0;
  return (Number(usedNs) / Number(elapsedNs)) * 100;
}
