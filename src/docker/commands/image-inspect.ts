import { defineDockerCommand } from '../define.ts';
import { findImage } from './find-object.ts';
import { documentPrint, inspectEach } from './inspecting.ts';

export const command = defineDockerCommand({
  summary: 'Show all that is known of images',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  flags: {
    format: { type: 'string', short: 'f', metavar: 'FORMAT', help: 'json, or a Go template for each' },
    platform: { type: 'string', hidden: true, help: 'Accepted: a node has one platform' },
  },
  arity: { min: 1 },
  reads: true,
  translate({ flags, positionals }) {
    const print = documentPrint(flags.format);
    return {
      lines: [{ words: ['inspecti', ...positionals] }],
      async perform(context) {
        const cri = await context.cri();
        return inspectEach(context, positionals, print, (word) => findImage(cri, word));
      },
    };
  },
});
