import { CrixError, messageOf } from '../../errors.ts';
import { signalContainer } from '../../ops/containers/signal.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { eachNamed } from './each-named.ts';
import { signalOf } from './stop.ts';

export const command = defineDockerCommand({
  summary: 'Send a signal to running containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: { signal: { type: 'string', short: 's', default: 'KILL', metavar: 'SIGNAL', help: 'Signal to send' } },
  arity: { min: 1 },
  translate({ flags, given, positionals }) {
    const signal = signalOf(flags.signal);
    return {
      lines: [{ words: ['kill', ...(given.has('signal') ? ['-s', flags.signal] : []), ...positionals] }],
      async perform(context) {
        const [{ runtime }, containerd] = [await context.cri(), await context.containerd()];
        const { failures } = await eachNamed(context, positionals, async (word) => {
          await withContainer(runtime, word, dockerNames, async (id) => {
            await signalContainer(runtime, containerd, id, signal).catch((error: unknown) => {
              throw refusal(word, error);
            });
          });
          return word;
        });
        return failures === 0 ? 0 : 1;
      },
    };
  },
});

function refusal(word: string, error: unknown): unknown {
  if (!(error instanceof CrixError) || error.kind === 'not-found') return error;
  return new CrixError(error.kind, `Cannot kill container: ${word}: ${messageOf(error)}`, { cause: error });
}
