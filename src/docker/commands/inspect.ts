import { CrixError } from '../../errors.ts';
import { defineDockerCommand } from '../define.ts';
import { findAnything, findContainer, findImage } from './find-object.ts';
import { documentPrint, inspectEach } from './inspecting.ts';

const types = ['container', 'image', 'network', 'node', 'plugin', 'secret', 'service', 'task', 'volume', 'config'];

export const command = defineDockerCommand({
  summary: 'Show all that is known of containers and images',
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  flags: {
    format: { type: 'string', short: 'f', metavar: 'FORMAT', help: 'json, or a Go template for each' },
    size: { type: 'boolean', short: 's', help: 'Also what a container takes on disk' },
    type: { type: 'string', metavar: 'TYPE', help: 'container or image: look for nothing else' },
  },
  arity: { min: 1 },
  reads: true,
  translate({ flags, positionals }) {
    const { type } = flags;
    if (type !== undefined && !types.includes(type)) {
      throw new CrixError('failure', `${JSON.stringify(type)} is not a valid value for --type`);
    }
    const print = documentPrint(flags.format);
    return {
      lines: [{ words: [type === 'image' ? 'inspecti' : 'inspect', ...positionals] }],
      async perform(context) {
        const cri = await context.cri();
        return inspectEach(context, positionals, print, async (word) => {
          if (type === 'image') return findImage(cri, word);
          if (type === 'container') return findContainer(cri, word, { sizes: flags.size });
          if (type === undefined) return findAnything(cri, word, { sizes: flags.size });
          throw new CrixError('not-found', `No such ${type}: ${word}`);
        });
      },
    };
  },
});
