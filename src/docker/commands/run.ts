import type { Args } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import type { AloneInput } from '../../ops/containers/alone.ts';
import { defaultDetachKeys, parseDetachKeys } from '../../stream/terminal.ts';
import { defineDockerCommand, type Facts } from '../define.ts';
import { explainRun } from '../translate/explain-run.ts';
import { aloneInputOf } from '../translate/run.ts';
import { asRunRefusal } from './making.ts';
import { containerFlags } from './run-flags.ts';
import { type Running, runContainer } from './running.ts';

const flags = {
  ...containerFlags,
  detach: { type: 'boolean', short: 'd', help: 'Print the ID and go on in the background' },
  'detach-keys': { type: 'string', default: defaultDetachKeys, metavar: 'KEYS', help: 'Keys that leave a terminal' },
  'sig-proxy': { type: 'boolean', default: true, help: 'Pass signals on to the container' },
} as const;

export const command = defineDockerCommand({
  summary: 'Make a container and start it',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  flags,
  arity: { min: 1 },
  stopsAtPositional: true,
  translate(args, facts) {
    const running = { ...joinsOf(args), ...translated(args, facts), isQuiet: args.flags.quiet };
    return {
      lines: explainRun(running),
      perform: (context) => runContainer(context, running),
    };
  },
});

type RunArgs = Args<typeof flags>;

function translated(args: RunArgs, facts: Facts): { input: AloneInput } {
  try {
    const { detach, tty, interactive } = args.flags;
    parseDetachKeys(args.flags['detach-keys']);
    const input = aloneInputOf(args, facts, { isDetached: detach });
    if (!detach && tty && interactive && !facts.stdinIsTerminal) {
      throw new CrixError('failure', 'the input device is not a TTY', { status: 1 });
    }
    return { input };
  } catch (error) {
    throw asRunRefusal(error);
  }
}

/** Which of the container's streams are joined to ours. */
function joinsOf({ flags: typed }: RunArgs): Omit<Running, 'input' | 'isQuiet'> {
  const attach = typed.attach.map((stream) => stream.toLowerCase());
  if (typed.detach && attach.length > 0) {
    throw new CrixError('usage', 'Conflicting options: --attach and --detach', { status: 1 });
  }
  const joins = (stream: string): boolean => attach.length === 0 || attach.includes(stream);
  return {
    isDetached: typed.detach,
    idFile: typed.cidfile,
    tty: typed.tty,
    stdin: typed.interactive && joins('stdin'),
    stdout: joins('stdout'),
    stderr: joins('stderr'),
    detachKeys: typed['detach-keys'],
    passesSignals: typed['sig-proxy'],
    removes: typed.rm,
  };
}
