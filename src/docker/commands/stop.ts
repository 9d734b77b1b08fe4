import type { Args, Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { signalNumber } from '../../model/signals.ts';
import { stopManaged } from '../../ops/containers/stop-managed.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { eachNamed } from './each-named.ts';

/** What stop and restart share. */
export const stopFlags = {
  signal: { type: 'string', short: 's', metavar: 'SIGNAL', help: 'Signal to send first' },
  timeout: {
    type: 'int64',
    short: 't',
    aliases: ['time'],
    metavar: 'SECONDS',
    help: 'Seconds before it is killed; -1 for no limit',
  },
} as const;

export type StopFlags = Args<typeof stopFlags>['flags'];

export const command = defineDockerCommand({
  summary: 'Stop running containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: stopFlags,
  arity: { min: 1 },
  translate({ flags, positionals }) {
    const stop = stopping(flags);
    return {
      lines: [{ words: ['stop', '--timeout', String(flags.timeout ?? 10), ...positionals] }],
      async perform(context) {
        const { failures } = await eachNamed(context, positionals, async (word) => {
          const { runtime } = await context.cri();
          await withContainer(runtime, word, dockerNames, (id) => stop(context, id));
          return word;
        });
        return failures === 0 ? 0 : 1;
      },
    };
  },
});

/** @throws CrixError for what is no signal */
export function stopping(flags: StopFlags): (context: Context, id: string) => Promise<void> {
  const stopSignal = flags.signal === undefined ? undefined : signalOf(flags.signal);
  return async (context, id) => {
    const { runtime } = await context.cri();
    const input = {
      graceSeconds: flags.timeout,
      timeoutMs: context.settings.timeoutMs,
      stopSignal,
      signal: context.signal,
    };
    await stopManaged(runtime, await context.containerd(), id, input);
  };
}

/** @throws CrixError in the words that scripts look for */
export function signalOf(text: string): number {
  const number = signalNumber(text);
  if (number === undefined) throw new CrixError('failure', `Invalid signal: ${text}`);
  return number;
}
