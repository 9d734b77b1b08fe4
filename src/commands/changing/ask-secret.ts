import type { Io } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';

/** Asks on the terminal; nothing of the answer is echoed. Undefined when there is no terminal. @throws CrixError when cancelled */
export async function askSecret(io: Io, question: string): Promise<string | undefined> {
  const terminal = await io.terminal();
  if (terminal === undefined) return undefined;
  await io.stderr.write(question);
  const leaveRawMode = terminal.enterRawMode();
  try {
    return await readLine(io.stdin());
  } finally {
    leaveRawMode();
    // The Enter key was not echoed either.
    await io.stderr.write('\n');
  }
}

async function readLine(input: NodeJS.ReadStream): Promise<string> {
  input.setEncoding('utf8');
  let line = '';
  for await (const chunk of input) {
    for (const key of chunk as string) {
      if (key === '\r' || key === '\n' || key === '\x04') return line;
      line = edited(line, key);
    }
  }
  return line;
}

/** The keys that a terminal would act on if it were not in raw mode. */
function edited(line: string, key: string): string {
  if (key === '\x03') throw new CrixError('cancelled', '', { status: 130 });
  if (key === '\x7f' || key === '\b') return [...line].slice(0, -1).join('');
  return key === '\x15' ? '' : line + key;
}
