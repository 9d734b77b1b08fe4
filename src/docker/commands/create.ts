import { defineDockerCommand } from '../define.ts';
import { explainMaking } from '../translate/explain-run.ts';
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
    const input = aloneInputOf(args, facts, { isDetached: false });
    return {
      lines: explainMaking(input, args.flags.cidfile),
      async perform(context) {
        const { id } = await make(context, { input, idFile: args.flags.cidfile, isQuiet: args.flags.quiet });
        await context.io.stdout.write(`${id}\n`);
        return 0;
      },
    };
  },
});
