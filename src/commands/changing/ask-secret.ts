import type { Io } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';

/** Asks on the terminal; nothing of the answer is echoed. Undefined when there is no terminal. @throws CrixError when cancelled */
export async function askSecret(io: Io, question: string, signal: AbortSignal): Promise<string | undefined> {
  const terminal = await io.terminal();
  if (terminal === undefined) return undefined;
  // First, or what is typed at once would be echoed.
  const leaveRawMode = terminal.enterRawMode();
  try {
    await io.stderr.write(question);
    return await readLine(io.stdin(), signal);
  } finally {
    leaveRawMode();
    // The Enter key was not echoed either.
    await io.stderr.write('\n');
  }
}

/** Events instead of a loop over the stream: leaving a loop closes the stream, and with it the way back to normal mode. */
function readLine(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = '';
    const stop = (): void => {
      input.off('data', onData).off('end', onEnd).pause();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      stop();
      reject(signal.reason);
    };
    const onEnd = (): void => {
      stop();
      resolve(line);
    };
    const onData = (chunk: string): void => {
      const end = [...chunk].findIndex((key) => endKeys.includes(key));
      try {
        for (const key of end < 0 ? chunk : [...chunk].slice(0, end)) line = edited(line, key);
        if (end >= 0) onEnd();
      } catch (error) {
        stop();
        reject(error);
      }
    };
    signal.addEventListener('abort', onAbort);
    input.setEncoding('utf8').on('data', onData).on('end', onEnd);
  });
}

/** Enter, Ctrl-J and Ctrl-D. */
const endKeys: readonly string[] = ['\r', '\n', '\x04'];

/** The keys that a terminal would act on if it were not in raw mode. */
function edited(line: string, key: string): string {
  if (key === '\x03') throw new CrixError('cancelled', '', { status: 130 });
  if (key === '\x7f' || key === '\b') return [...line].slice(0, -1).join('');
  return key === '\x15' ? '' : line + key;
}
