import { CrixError } from '../../errors.ts';
import { untilExit } from '../../ops/containers/exit.ts';
import { removeManaged } from '../../ops/containers/remove-managed.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { eachNamed } from './each-named.ts';

export const command = defineDockerCommand({
  summary: 'Remove containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: {
    force: { type: 'boolean', short: 'f', help: 'Kill a running container first' },
    volumes: { type: 'boolean', short: 'v', help: 'Accepted: CRI has no volumes' },
    link: { type: 'boolean', short: 'l', help: 'Accepted: CRI has no links' },
    // What `run -d --rm` leaves behind to clean up after it.
    'when-over': { type: 'boolean', hidden: true, help: 'Wait for the end first' },
  },
  arity: { min: 1 },
  translate({ flags, positionals }) {
    if (positionals.includes('')) throw new CrixError('failure', 'Container name cannot be empty');
    return {
      lines: [{ words: ['rm', ...(flags.force ? ['--force'] : []), ...positionals] }],
      async perform(context) {
        const { runtime } = await context.cri();
        const containerd = flags['when-over'] ? await context.containerd() : undefined;
        const input = { force: flags.force, keepLogs: false, timeoutMs: context.settings.timeoutMs };
        const { failures, missing } = await eachNamed(context, positionals, async (word) => {
          await withContainer(runtime, word, dockerNames, async (id) => {
            if (flags['when-over']) await untilExit(runtime, containerd, id, context.signal);
            await removeManaged(runtime, id, input, { note: context.warn });
          });
          return word;
        });
        return failures === 0 || (flags.force && failures === missing) ? 0 : 1;
      },
    };
  },
});
