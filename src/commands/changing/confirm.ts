import type { Context } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';

/** Asks on the terminal; anything but yes is no. @throws CrixError of kind usage when nobody can answer */
export async function confirm({ io, signal }: Context, question: string): Promise<boolean> {
  if (!io.stdinIsTerminal) throw usageError(`${question}: there is no terminal to answer on`, 'give -y to answer yes');
  await io.stderr.write(`${question}? [y/N] `);
  return /^y(es)?$/i.test(await answerFrom(io.stdin(), signal));
}

/** One line. Events instead of a loop over the stream: leaving a loop closes it, and the next question would get no answer. */
function answerFrom(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = '';
    const stop = (): void => {
      input.off('data', onData).off('end', onEnd).pause();
      signal.removeEventListener('abort', onAbort);
    };
    const onEnd = (): void => {
      stop();
      resolve(line.trim());
    };
    const onData = (chunk: Buffer | string): void => {
      line += String(chunk);
      if (line.includes('\n')) onEnd();
    };
    const onAbort = (): void => {
      stop();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    input.on('data', onData).on('end', onEnd);
  });
}
