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
          words: ['stop', '--timeout', String(flags.timeout ?? 10), ...positionals],
          note: 'CRI starts a container only once: make it anew in its pod, or let the kubelet do so',
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
