import { defineDockerCommand } from '../define.ts';
import { referenceOf } from '../translate/reference.ts';
import { pullAsDocker } from './making.ts';

export const command = defineDockerCommand({
  summary: 'Fetch an image from a registry',
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  flags: {
    quiet: { type: 'boolean', short: 'q', help: 'Print the reference alone' },
  },
  arity: { min: 1, max: 1 },
  translate({ flags, positionals: [word = ''] }) {
    const { full, shown } = referenceOf(word);
    return {
      lines: [{ words: ['pull', full] }],
      async perform(context) {
        await pullAsDocker(context, full, shown);
        await context.io.stdout.write(
          flags.quiet ? `${full}\n` : `Status: Downloaded newer image for ${shown}\n${full}\n`,
        );
        return 0;
      },
    };
  },
});
