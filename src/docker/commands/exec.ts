import type { Args, Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { statusOfEnding } from '../../ops/sessions/ending.ts';
import { execCommand } from '../../ops/sessions/exec-command.ts';
import { connectionOf, type Streams } from '../../ops/sessions/streams.ts';
import { passiveTerminal } from '../../ops/sessions/terminals.ts';
import { noTrustFiles } from '../../ops/sessions/trust.ts';
import { defaultDetachKeys, parseDetachKeys } from '../../stream/terminal.ts';
import { defineDockerCommand, type Facts } from '../define.ts';
import { variablesOf } from '../translate/environment.ts';
import { inDockersWords } from './each-named.ts';
import { checkKeys } from './start.ts';

const flags = {
  detach: { type: 'boolean', short: 'd', help: 'Run it in the background' },
  'detach-keys': { type: 'string', default: defaultDetachKeys, metavar: 'KEYS', help: 'Keys that leave a terminal' },
  env: { type: 'strings', short: 'e', metavar: 'KEY=VALUE', help: 'Environment variable' },
  'env-file': { type: 'strings', metavar: 'FILE', help: 'Read environment variables from FILE' },
  interactive: { type: 'boolean', short: 'i', help: 'Send it our input' },
  privileged: { type: 'boolean', help: 'All capabilities' },
  tty: { type: 'boolean', short: 't', help: 'Give it a terminal' },
  user: { type: 'string', short: 'u', metavar: 'USER[:GROUP]', help: 'User by name or number' },
  workdir: { type: 'string', short: 'w', metavar: 'PATH', help: 'Working folder' },
} as const;

type ExecFlags = Args<typeof flags>['flags'];

export const command = defineDockerCommand({
  summary: 'Run a command in a running container',
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  flags,
  arity: { min: 2 },
  stopsAtPositional: true,
  translate({ flags: typed, positionals: [word = '', ...words] }, facts) {
    checkKeys(typed['detach-keys']);
    const env = environmentOf(typed, facts);
    if (typed.tty && typed.interactive && !typed.detach && !facts.stdinIsTerminal) {
      throw new CrixError('failure', 'the input device is not a TTY');
    }
    return {
      lines: explainExec(typed, env, word, words),
      async perform(context) {
        const [{ runtime }, containerd] = [await context.cri(), await context.containerd()];
        const streams = await streamsOf(context, typed);
        try {
          return await withContainer(runtime, word, dockerNames, async (id) => {
            const { user, workdir: cwd, privileged, detach } = typed;
            const input = { id, command: words, user, cwd, env, privileged, detach };
            const ending = await execCommand(runtime, containerd, input, streams);
            if (ending.kind === 'detached' && !detach) throw new CrixError('failure', 'read escape sequence');
            if (ending.kind === 'failure') throw failureOf(ending, detach);
            return statusOfEnding(ending);
          });
        } catch (error) {
          throw inDockersWords(word, error);
        }
      },
    };
  },
});

/** What cannot be started has a status of its own, unless nobody waits for it. */
function failureOf({ message, code }: { message: string; code?: number }, isDetached: boolean): CrixError {
  return new CrixError('remote-exit', message, { status: isDetached ? 1 : (code ?? notStarted) });
}

const notStarted = 126;

function environmentOf(typed: ExecFlags, facts: Facts): Record<string, string> {
  const variables = variablesOf(typed.env, typed['env-file'].map(readFile), facts.env);
  return Object.fromEntries(variables.map(({ key, value }) => [key, value]));

  function readFile(path: string): string {
    try {
      return facts.readText(path);
    } catch (error) {
      throw error instanceof CrixError ? new CrixError('failure', error.message, { cause: error }) : error;
    }
  }
}

async function streamsOf(context: Context, typed: ExecFlags): Promise<Streams> {
  const connection = { ...(await connectionOf(context, noTrustFiles)), transport: 'spdy' as const };
  if (typed.detach) return connection;
  const { io } = context;
  const own = typed.tty && typed.interactive ? await io.terminal() : undefined;
  const terminal = typed.tty ? (own ?? passiveTerminal(io.stdout)) : undefined;
  return {
    ...connection,
    terminal,
    stdin: typed.interactive ? io.stdin() : undefined,
    stdout: await io.flow('stdout'),
    stderr: terminal === undefined ? await io.flow('stderr') : undefined,
    detachKeys: own === undefined ? undefined : parseDetachKeys(typed['detach-keys']),
  };
}

function explainExec(typed: ExecFlags, env: Record<string, string>, word: string, words: readonly string[]) {
  const short = `${typed.interactive ? 'i' : ''}${typed.tty ? 't' : ''}`;
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const command = [...(variables.length === 0 ? [] : ['env', ...variables]), ...words];
  const inFolder =
    typed.workdir === undefined ? command : ['sh', '-c', 'cd -- "$0" && exec "$@"', typed.workdir, ...command];
  const beyond = [
    ...(typed.user === undefined ? [] : [`--user ${typed.user}`]),
    ...(typed.privileged ? ['--privileged'] : []),
    ...(typed.detach ? ['--detach'] : []),
  ];
  const note =
    beyond.length === 0 ? {} : { note: `without ${beyond.join(', ')}: CRI has no such thing; crix asks containerd` };
  return [{ words: ['exec', ...(short === '' ? [] : [`-${short}`]), word, ...inFolder], ...note }];
}
