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

/** One pair after another, each beginning where the last one ended, until the signal is aborted. */
export async function* samplePairs<T>(take: () => Promise<T>, settings: SampleSettings): AsyncGenerator<[T, T]> {
  const { signal } = settings;
  try {
    let before = await take();
    while (!signal.aborted) {
      await settings.pause(settings.intervalMs, signal);
      signal.throwIfAborted();
      const after = await take();
      yield [before, after];
      before = after;
    }
  } catch (error) {
    // Whoever watches ends it by Ctrl-C; that is no failure.
    if (!signal.aborted) throw error;
  }
}
