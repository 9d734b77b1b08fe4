import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { manyAtOnce } from '../../ops/each-target.ts';

export interface Outcomes {
  failures: number;
  /** How many of the failures are about something that is not there. */
  missing: number;
}

/**
 * Does the same to each container that was named, several at a time. What became of them is said in the order of the words, as
 * docker does: on stdout the line that `act` returns, on stderr what went wrong, which does not keep the rest from being done.
 */
export async function eachNamed(
  context: Context,
  words: readonly string[],
  act: (word: string) => Promise<string>,
  atOnce = manyAtOnce,
): Promise<Outcomes> {
  const outcomes: Outcomes = { failures: 0, missing: 0 };
  const begun: Promise<string>[] = [];
  const begin = (at: number): void => {
    const word = words[at];
    if (word === undefined || begun[at] !== undefined) return;
    // The same container twice: one after the other.
    const earlier = words.indexOf(word) < at ? begun[words.indexOf(word)] : undefined;
    begun[at] = earlier === undefined ? act(word) : earlier.catch(() => undefined).then(() => act(word));
    begun[at].catch(() => {});
  };
  for (const [at, word] of words.entries()) {
    for (let ahead = 0; ahead < atOnce; ahead++) begin(at + ahead);
    try {
      const line = await begun[at];
      await context.io.stdout.write(`${line}\n`);
    } catch (error) {
      context.signal.throwIfAborted();
      outcomes.failures++;
      if (error instanceof CrixError && error.kind === 'not-found') outcomes.missing++;
      await context.report(inDockersWords(word, error));
    }
  }
  return outcomes;
}

/** An error about a container that was named, as scripts look for it. */
export function inDockersWords(word: string, error: unknown): unknown {
  if (!(error instanceof CrixError) || error.kind !== 'not-found') return error;
  return new CrixError('not-found', `No such container: ${word}`, { cause: error });
}
