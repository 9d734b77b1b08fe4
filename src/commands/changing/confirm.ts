import type { Context } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';

/** Asks on the terminal; anything but yes is no. @throws CrixError of kind usage when nobody can answer */
export async function confirm({ io }: Context, question: string): Promise<boolean> {
  if (!io.stdinIsTerminal) throw usageError(`${question}: there is no terminal to answer on`, 'give -y to answer yes');
  await io.stderr.write(`${question}? [y/N] `);
  const stdin = io.stdin();
  for await (const chunk of stdin) return /^y(es)?$/i.test(String(chunk).trim());
  return false;
}
