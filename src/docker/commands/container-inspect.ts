import { defineDockerCommand } from '../define.ts';
import { findContainer } from './find-object.ts';
import { documentPrint, inspectEach } from './inspecting.ts';

export const command = defineDockerCommand({
  summary: 'Show all that is known of containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: {
    format: { type: 'string', short: 'f', metavar: 'FORMAT', help: 'json, or a Go template for each' },
    size: { type: 'boolean', short: 's', help: 'Also what it takes on disk' },
  },
  arity: { min: 1 },
  reads: true,
  translate({ flags, positionals }) {
    const print = documentPrint(flags.format);
    return {
      lines: [{ words: ['inspect', ...positionals] }],
      async perform(context) {
        const cri = await context.cri();
        return inspectEach(context, positionals, print, (word) => findContainer(cri, word, { sizes: flags.size }));
      },
    };
  },
});
