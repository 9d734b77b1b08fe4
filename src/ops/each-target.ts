/** Where an operation over several targets says how each went, as it happens. */
export interface Report<Done> {
  done(what: Done): Promise<void>;
  failed(error: unknown): Promise<void>;
  /** Something worth knowing that is no failure. */
  note(line: string): Promise<void>;
}

export interface EachTarget<T> {
  targets: readonly T[];
  /** How many may be under way. */
  atOnce: number;
  stopAtFailure?: boolean;
  signal: AbortSignal;
}

/** Enough to keep a runtime busy, few enough not to flood it. */
export const manyAtOnce = 8;

/**
 * Does the same to each target; failures are reported and do not keep the rest from being done.
 *
 * @returns how many failed
 * @throws what the signal was aborted with, once nothing is under way any more
 */
export async function eachTarget<T>(
  { targets, atOnce, stopAtFailure = false, signal }: EachTarget<T>,
  report: Pick<Report<never>, 'failed'>,
  act: (target: T) => Promise<void>,
): Promise<number> {
  let failures = 0;
  const queue = targets.values();
  const work = async (): Promise<void> => {
    for (const target of queue) {
      if (signal.aborted || (stopAtFailure && failures > 0)) return;
      try {
        await act(target);
      } catch (error) {
        if (error === signal.reason) return;
        failures++;
        await report.failed(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, targets.length) }, work));
  signal.throwIfAborted();
  return failures;
}
