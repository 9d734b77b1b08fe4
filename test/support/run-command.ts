import { parseCommand } from '../../src/cli/argv.ts';
import type { Command, Context, Flags } from '../../src/cli/define.ts';

/** Reads the words as the front door does and runs the command. Returns what it returns. */
export function runCommand<F extends Flags>(
  command: Command<F>,
  context: Context,
  ...words: readonly string[]
): Promise<number | 'help' | undefined> {
  const args = parseCommand(command as unknown as Command, words, context.env, context.persona);
  return (command as unknown as Command).run(context, args);
}
