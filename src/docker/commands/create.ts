import { defineDockerCommand } from '../define.ts';
import { aloneInputOf } from '../translate/run.ts';
import { make } from './making.ts';
import { containerFlags } from './run-flags.ts';

export const command = defineDockerCommand({
  summary: 'Make a container, not started',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  flags: containerFlags,
  arity: { min: 1 },
  stopsAtPositional: true,
  translate(args, facts) {
    const input = aloneInputOf(args.flags, args.positionals, facts);
    return {
      lines: [],
      async perform(context) {
        const { id } = await make(context, input);
        await context.io.stdout.write(`${id}\n`);
        return 0;
      },
    };
  },
});
