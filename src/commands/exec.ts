import { type Args, type Context, defineCommand, type Flags } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { statusOfEnding } from '../ops/sessions/ending.ts';
import { type ExecInput, exec, execSync } from '../ops/sessions/exec.ts';
import { type Connection, connectionOf, openStreams } from '../ops/sessions/streams.ts';
import { connectionFlags, detachKeysFlag, trustFiles } from './flags/streaming.ts';

const flags = {
  ...connectionFlags,
  interactive: { type: 'boolean', short: 'i', help: 'Send what is typed or piped to the command' },
  tty: { type: 'boolean', short: 't', help: 'Give the command a terminal; needs -i' },
  sync: { type: 'boolean', short: 's', help: 'Let the runtime collect the output; no input, no terminal' },
  timeout: { type: 'int64', default: 0n, metavar: 'SECONDS', help: 'Time limit of the command; 0: none' },
  'detach-keys': detachKeysFlag,
  'ignore-errors': { type: 'boolean', short: 'e', help: 'Exit with 0 whatever happens' },
  parallel: { type: 'boolean', short: 'x', help: 'Run in all chosen containers at once, without printing their IDs' },
  quiet: { type: 'boolean', short: 'q', help: 'Print no IDs' },
} as const satisfies Flags;

export const command = defineCommand({
  name: 'exec',
  summary: 'Run a command in a running container',
  description: "The exit status is the command's own; 127 when it was not found, 126 when it could not be run.",
  usage: '[flags] CONTAINER COMMAND [ARG...]',
  flags,
  arity: { min: 1, wrong: 'help' },
  stopsAtPositional: true,
  examples: [
    { line: 'crix exec -it 3f2a9c sh', does: 'Open a shell' },
    { line: 'crix exec -i 3f2a9c tar -x -C /data < data.tar', does: 'Send a file through a pipe' },
  ],
  async run(context, args) {
    const [containerId = '', ...command] = args.positionals;
    if (command.length === 0) return missingCommand(context);
    const input = toInput(args.flags, containerId, command);
    const connection = await connectionOf(context, trustFiles(args.flags));
    return execIn(context, input, connection, args.flags);
  },
});

type ExecFlags = Args<typeof flags>['flags'];

function missingCommand({ persona }: Context): 'help' {
  if (persona === 'crictl') return 'help';
  throw usageError('exec needs a container and a command', 'usage: exec [flags] CONTAINER COMMAND [ARG...]');
}

function toInput(given: ExecFlags, containerId: string, command: readonly string[]): ExecInput {
  return { containerId, command, isInteractive: given.interactive, tty: given.tty, timeoutSeconds: given.timeout };
}

async function execIn(context: Context, input: ExecInput, connection: Connection, given: ExecFlags): Promise<number> {
  const { runtime } = await context.cri();
  if (given.sync) return execSynced(context, input);
  const open = () =>
    openStreams(context, connection, {
      isInteractive: given.interactive,
      tty: given.tty,
      detachKeys: given['detach-keys'],
      transport: given.transport,
    });
  return statusOfEnding(await exec(runtime, input, open, context.persona === 'crictl' ? 'ask-first' : 'check-first'));
}

/** crictl prints both outputs on stdout, with an empty line after each; scripts read it so. */
async function execSynced(context: Context, input: ExecInput): Promise<number> {
  const { runtime } = await context.cri();
  const { stdout, stderr, exitCode } = await execSync(runtime, { ...input, signal: context.signal });
  await context.io.stdout.write(Buffer.concat([stdout, newline, stderr, newline]));
  return exitCode;
}

const newline = Buffer.from('\n');
