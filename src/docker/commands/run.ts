import { CrixError } from '../../errors.ts';
import { startContainer } from '../../ops/containers/start.ts';
import { defineDockerCommand } from '../define.ts';
import { aloneInputOf } from '../translate/run.ts';
import { make } from './making.ts';
import { containerFlags } from './run-flags.ts';

export const command = defineDockerCommand({
  summary: 'Make a container and start it',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  flags: {
    ...containerFlags,
    detach: { type: 'boolean', short: 'd', help: 'Print the ID and go on in the background' },
  },
  arity: { min: 1 },
  stopsAtPositional: true,
  translate(args, facts) {
    const input = aloneInputOf(args.flags, args.positionals, facts);
    return {
      lines: [],
      async perform(context) {
        if (!args.flags.detach) throw new CrixError('unsupported', 'run without -d is not there yet', { status: 125 });
        const { id } = await make(context, input);
        await context.io.stdout.write(`${id}\n`);
        await startContainer((await context.cri()).runtime, id);
        return 0;
      },
    };
  },
});
