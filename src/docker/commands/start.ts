import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { containerFacts } from '../../ops/containers/details.ts';
import { startContainer } from '../../ops/containers/start.ts';
import { startable } from '../../ops/containers/start-again.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { statusOfEnding } from '../../ops/sessions/ending.ts';
import { runInForeground } from '../../ops/sessions/foreground.ts';
import { defaultDetachKeys, parseDetachKeys } from '../../stream/terminal.ts';
import { defineDockerCommand } from '../define.ts';
import { eachNamed, inDockersWords } from './each-named.ts';
import { passingSignals } from './pass-signals.ts';

export const command = defineDockerCommand({
  summary: 'Start containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: {
    attach: { type: 'boolean', short: 'a', help: 'Show its output and pass signals on' },
    'detach-keys': { type: 'string', default: defaultDetachKeys, metavar: 'KEYS', help: 'Keys that leave a terminal' },
    interactive: { type: 'boolean', short: 'i', help: 'Send it our input' },
    'sig-proxy': { type: 'boolean', default: true, hidden: true, help: 'Pass signals on' },
  },
  arity: { min: 1 },
  translate({ flags, positionals }, facts) {
    const joins = flags.attach || flags.interactive;
    if (joins && positionals.length > 1) {
      throw new CrixError('failure', 'you cannot start and attach multiple containers at once');
    }
    checkKeys(flags['detach-keys']);
    return {
      lines: positionals.map((word) => ({
        words: ['start', word],
        note: 'CRI starts a container only once; one that has ended has to be made anew',
      })),
      async perform(context) {
        const [word = ''] = positionals;
        if (!joins) return startEach(context, positionals);
        const wishes = {
          stdin: flags.interactive,
          detachKeys: flags['detach-keys'],
          passes: flags['sig-proxy'],
          hasTerminal: facts.stdinIsTerminal,
        };
        try {
          return await startJoined(context, word, wishes);
        } catch (error) {
          throw inDockersWords(word, error);
        }
      },
    };
  },
});

/** @throws CrixError with status 1 when they cannot be read */
export function checkKeys(text: string): void {
  try {
    parseDetachKeys(text);
  } catch (error) {
    throw error instanceof CrixError ? new CrixError('failure', error.message, { cause: error }) : error;
  }
}

function againInput({ settings, signal, warn }: Context) {
  return { timeoutMs: settings.timeoutMs, signal, note: warn };
}

async function startEach(context: Context, words: readonly string[]): Promise<number> {
  const { runtime } = await context.cri();
  const { failures } = await eachNamed(context, words, async (word) => {
    await withContainer(runtime, word, dockerNames, async (id) => {
      const ready = await startable(runtime, id, againInput(context));
      if (ready !== undefined) await startContainer(runtime, ready);
    });
    return word;
  });
  return failures === 0 ? 0 : 1;
}

interface Wishes {
  stdin: boolean;
  detachKeys: string;
  passes: boolean;
  hasTerminal: boolean;
}

async function startJoined(context: Context, word: string, wishes: Wishes): Promise<number> {
  const { runtime } = await context.cri();
  const containerd = await context.containerd();
  return withContainer(runtime, word, dockerNames, async (named) => {
    const { details } = await containerFacts(runtime, named);
    const tty = details.config?.tty === true;
    const stdin = wishes.stdin && details.config?.stdin === true;
    if (tty && stdin && !wishes.hasTerminal) throw new CrixError('failure', 'the input device is not a TTY');
    const since = context.now();
    const ready = await startable(runtime, named, againInput(context));
    const id = ready ?? named;
    const stdinOnce = details.config?.stdin_once === true;
    const joined = { id, tty, stdin, stdinOnce, stdout: true, stderr: true, detachKeys: wishes.detachKeys, since };
    const ending = await passingSignals(context, { id, passes: wishes.passes }, ({ started }) => {
      const start = async (): Promise<void> => {
        if (ready !== undefined) await startContainer(runtime, ready);
      };
      return runInForeground(runtime, containerd, { ...joined, start: () => start().finally(started) }, context);
    });
    return statusOfEnding(ending);
  });
}
