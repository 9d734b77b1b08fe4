import { CrixError } from '../../errors.ts';
import { containerFacts } from '../../ops/containers/details.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { statusOfEnding } from '../../ops/sessions/ending.ts';
import { runInForeground } from '../../ops/sessions/foreground.ts';
import { defaultDetachKeys } from '../../stream/terminal.ts';
import { defineDockerCommand } from '../define.ts';
import { inDockersWords } from './each-named.ts';
import { passingSignals } from './pass-signals.ts';
import { checkKeys } from './start.ts';

export const command = defineDockerCommand({
  summary: "Join our terminal or pipes to a running container's",
  usage: '[OPTIONS] CONTAINER',
  flags: {
    'detach-keys': { type: 'string', default: defaultDetachKeys, metavar: 'KEYS', help: 'Keys that leave a terminal' },
    'no-stdin': { type: 'boolean', help: 'Send no input' },
    'sig-proxy': { type: 'boolean', default: true, help: 'Pass signals on to the container' },
  },
  arity: { min: 1, max: 1 },
  translate({ flags, positionals: [word = ''] }, facts) {
    checkKeys(flags['detach-keys']);
    return {
      lines: [
        {
          words: ['attach', ...(flags['no-stdin'] ? [] : ['-i']), word],
          note: 'add -t where the container has a terminal',
        },
      ],
      async perform(context) {
        const [{ runtime }, containerd] = [await context.cri(), await context.containerd()];
        try {
          return await withContainer(runtime, word, dockerNames, async (named) => {
            const { status, details } = await containerFacts(runtime, named);
            if (status.state !== 'CONTAINER_RUNNING') {
              throw new CrixError('failure', 'You cannot attach to a stopped container, start it first');
            }
            const { tty = false, stdin = false, stdin_once: stdinOnce = false } = details.config ?? {};
            const sends = stdin && !flags['no-stdin'];
            if (tty && sends && !facts.stdinIsTerminal) throw new CrixError('failure', 'the input device is not a TTY');
            const { id } = status;
            const input = {
              id,
              tty,
              stdin: sends,
              stdout: true,
              stderr: true,
              stdinOnce,
              since: 0n,
              detachKeys: flags['detach-keys'],
            };
            const ending = await passingSignals(context, { id, passes: flags['sig-proxy'] && !tty }, ({ started }) => {
              started();
              return runInForeground(runtime, containerd, input, context);
            });
            if (ending.kind === 'detached') throw new CrixError('failure', 'read escape sequence');
            return statusOfEnding(ending);
          });
        } catch (error) {
          throw inDockersWords(word, error);
        }
      },
    };
  },
});
