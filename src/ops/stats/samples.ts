export interface SampleSettings {
  intervalMs: number;
  signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects, or resolves early, once the signal is aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

/** Two samples, one interval apart. */
export async function samplePair<T>(take: () => Promise<T>, settings: SampleSettings): Promise<[T, T]> {
  const before = await take();
  await settings.pause(settings.intervalMs, settings.signal);
  settings.signal.throwIfAborted();
  return [before, await take()];
}

/** One sample after another, until the signal is aborted. Whoever watches ends it by Ctrl-C; that is no failure. */
export async function* rounds<T>(take: () => Promise<T>, settings: SampleSettings): AsyncGenerator<T> {
  const { intervalMs, signal, pause } = settings;
  try {
    while (!signal.aborted) {
      const sample = await take();
      if (signal.aborted) return;
      yield sample;
      await pause(intervalMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The same as pairs, each beginning where the last one ended. */
export async function* pairedRounds<T>(take: () => Promise<T>, settings: SampleSettings): AsyncGenerator<[T, T]> {
  let before: { sample: T } | undefined;
  for await (const sample of rounds(take, settings)) {
    if (before !== undefined) yield [before.sample, sample];
    before = { sample };
  }
}
