import { CrixError } from '../../errors.ts';
import { containerFacts } from '../../ops/containers/details.ts';
import { managedPodOf } from '../../ops/containers/managed-pod.ts';
import { startContainer } from '../../ops/containers/start.ts';
import { startable } from '../../ops/containers/start-again.ts';
import { withContainer } from '../../ops/resolve.ts';
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
        const again = { timeoutMs: context.settings.timeoutMs * 5, signal: context.signal, note: context.warn };
        const { failures } = await eachNamed(context, positionals, async (word) => {
          await withContainer(runtime, word, { names: true }, async (id) => {
            const { status } = await containerFacts(runtime, id);
            // Before it is stopped: it could not be started again.
            if ((await managedPodOf(runtime, status.id)) === undefined) throw notOurs(word);
            await stop(context, status.id);
            const ready = await startable(runtime, status.id, again);
            if (ready !== undefined) await startContainer(runtime, ready);
          });
          return word;
        });
        return failures === 0 ? 0 : 1;
      },
    };
  },
});

function notOurs(word: string): CrixError {
  return new CrixError('unsupported', `container ${word} was not made by run, and CRI starts a container only once`, {
    hint: `if it is the kubelet's, \`docker stop ${word}\` is enough: the kubelet starts it again`,
  });
}
