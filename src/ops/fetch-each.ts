import { CrixError } from '../errors.ts';
import { eachTarget, manyAtOnce } from './each-target.ts';

export interface FetchDeps {
  signal: AbortSignal;
  /** Told about what could not be fetched though it is there. */
  onFailure(error: unknown): void;
}

/**
 * Fetches something about each of many, some at the same time. What is gone by now is left out, and so is what failed.
 *
 * @throws CrixError when the runtime is not there any more
 */
export async function fetchEach<T>(
  keys: Iterable<string>,
  fetch: (key: string) => Promise<T | undefined>,
  { signal, onFailure }: FetchDeps,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  let lost: CrixError | undefined;
  const failed = async (error: unknown): Promise<void> => {
    if (!(error instanceof CrixError)) throw error;
    if (error.kind === 'connect') lost = error;
    else if (error.kind !== 'not-found') onFailure(error);
  };
  await eachTarget({ targets: [...new Set(keys)], atOnce: manyAtOnce, signal }, { failed }, async (key) => {
    if (lost !== undefined) return;
    const value = await fetch(key);
    if (value !== undefined) found.set(key, value);
  });
  if (lost !== undefined) throw lost;
  return found;
}
