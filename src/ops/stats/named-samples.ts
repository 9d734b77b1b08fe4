import { CrixError } from '../../errors.ts';

/**
 * The sample that proved a word to be an ID counts as the first one. A name may look like the beginning of an ID: only when
 * nothing has that, `resolve` tries the name.
 */
export async function firstTaken<Sample extends readonly unknown[]>(
  take: (id: string) => Promise<Sample>,
  resolve: (act: (id: string) => Promise<string>) => Promise<string>,
  nothing: () => CrixError,
): Promise<() => Promise<Sample>> {
  let first: Sample | undefined;
  const id = await resolve(async (candidate) => {
    first = await take(candidate);
    if (first.length === 0) throw nothing();
    return candidate;
  });
  return async () => {
    const sample = first ?? (await take(id));
    first = undefined;
    return sample;
  };
}

export function nothingOf(kind: 'container' | 'pod', word: string): CrixError {
  return new CrixError(
    'not-found',
    `no statistics of ${kind} ${JSON.stringify(word)}: it is not there, or does not run`,
  );
}
