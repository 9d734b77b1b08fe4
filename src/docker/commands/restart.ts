import { restartContainer } from '../../ops/containers/restart.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { eachNamed } from './each-named.ts';
import { stopFlags, stopping } from './stop.ts';

export const command = defineDockerCommand({
  summary: 'Restart containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: stopFlags,
  arity: { min: 1 },
  translate({ flags, positionals }) {
    const stop = stopping(flags);
    return {
      lines: [
        {
          words: [
            'restart',
            ...(flags.timeout === undefined ? [] : ['--timeout', String(flags.timeout)]),
            ...positionals,
          ],
        },
      ],
      async perform(context) {
        const { runtime } = await context.cri();
        const again = { timeoutMs: context.settings.timeoutMs, signal: context.signal, note: context.warn };
        const { failures } = await eachNamed(context, positionals, async (word) => {
          await withContainer(runtime, word, dockerNames, (id) =>
            restartContainer(runtime, { id, name: word }, { ...again, stop: (whole) => stop(context, whole) }),
          );
          return word;
        });
        return failures === 0 ? 0 : 1;
      },
    };
  },
});
