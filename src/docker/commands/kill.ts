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
  translate({ flags, positionals }) {
    const signal = signalOf(flags.signal);
    return {
      lines: explainKill(flags.signal, signal, positionals),
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

const sigkill = 9;

function explainKill(name: string, signal: number, words: readonly string[]) {
  if (signal === sigkill) return [{ words: ['stop', '--timeout', '0', ...words] }];
  return words.map((word) => ({
    words: ['exec', word, 'kill', '-s', name.replace(/^SIG/i, ''), '1'],
    note: "CRI sends no signals: this needs a kill program in the container; crix asks containerd's own service",
  }));
}

function refusal(word: string, error: unknown): unknown {
  if (!(error instanceof CrixError) || error.kind === 'not-found') return error;
  return new CrixError(error.kind, `Cannot kill container: ${word}: ${messageOf(error)}`, { cause: error });
}
