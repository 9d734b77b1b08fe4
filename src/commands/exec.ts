import { type Args, type Context, defineCommand } from '../cli/define.ts';
import { CrixError, usageError } from '../errors.ts';
import { listContainers, selectContainers } from '../ops/containers/list.ts';
import { eachTarget } from '../ops/each-target.ts';
import { statusOfEnding } from '../ops/sessions/ending.ts';
import { type ExecInput, exec, execSync } from '../ops/sessions/exec.ts';
import { type Connection, connectionOf, openStreams } from '../ops/sessions/streams.ts';
import { checkChoice, choiceOf, choosesContainers, type ExecFlags, execFlags } from './flags/exec.ts';
import { orderFor, trustFiles } from './flags/streaming.ts';

const usage = '[flags] CONTAINER-ID COMMAND [ARG...]';

export const command = defineCommand({
  name: 'exec',
  summary: 'Run a command in a running container',
  description:
    "The exit status is the command's own; 127 when it was not found, 126 when it could not be run, 125 when it is not known. Everything after the container belongs to the command. With flags that choose containers, such as --label, the command runs in each of them.",
  usage,
  flags: execFlags,
  arity: { min: 1, wrong: 'help' },
  stopsAtPositional: true,
  examples: [
    { line: 'crix exec -it 3f2a9c sh', does: 'Open a shell' },
    { line: 'crix exec -i 3f2a9c tar -x -C /data < data.tar', does: 'Send a file through a pipe' },
    { line: 'crix exec --label app=web date', does: 'Run it in each container with the label' },
  ],
  async run(context, args) {
    const isChoice = choosesContainers(args.given);
    const [container = '', ...command] = isChoice ? ['', ...args.positionals] : args.positionals;
    if (command.length === 0) return missingCommand(context);
    if (isChoice) checkChoice(args);
    checkSync(args.flags);
    const selection = isChoice ? await selectContainers(choiceOf(args.flags)) : undefined;
    const connection = await connectionOf(context, trustFiles(args.flags));
    const run = (target: string) =>
      execIn(context, toInput(context, args.flags, target, command), connection, args.flags);
    if (selection === undefined && !args.flags['ignore-errors']) return run(container);
    const cri = await context.cri();
    const targets =
      selection === undefined ? [container] : (await listContainers(cri, selection, {})).map(({ id }) => id);
    if (targets.length === 0) return nothingChosen(context);
    if (targets.length > 1 && args.flags.interactive) {
      throw usageError(`--interactive needs a single container, and ${targets.length} are chosen`);
    }
    return runInEach(context, args, targets, run);
  },
});

function missingCommand({ persona }: Context): 'help' {
  if (persona === 'crictl') return 'help';
  throw usageError('exec needs a container and a command', `usage: exec ${usage}`);
}

function checkSync({ sync, user, workdir, env }: ExecFlags): void {
  if (!sync || (user === undefined && workdir === undefined && env.length === 0)) return;
  throw usageError('--sync goes with none of --user, --workdir and --env: the call behind it has no such thing');
}

function nothingChosen({ persona }: Context): 'help' {
  if (persona === 'crictl') return 'help';
  throw new CrixError('not-found', 'no container matches the given flags', { hint: 'see `crix ps` for what runs' });
}

/** One after another, or all at once with --parallel. A failure does not keep the rest from running. */
async function runInEach(
  context: Context,
  { flags, given }: Args<typeof execFlags>,
  targets: readonly string[],
  run: (target: string) => Promise<number>,
): Promise<number> {
  const isSilent = flags.quiet && flags['ignore-errors'];
  const showsIds = choosesContainers(given) && !flags.quiet && !flags.parallel;
  let firstFailure = 0;
  const record = (status: number) => {
    firstFailure ||= status;
  };
  const failed = async (error: unknown) => {
    record(error instanceof CrixError ? (error.status ?? 1) : 1);
    if (!isSilent) await context.report(error);
  };
  const atOnce = flags.parallel ? targets.length : 1;
  await eachTarget({ targets, atOnce, signal: context.signal }, { failed }, async (target) => {
    if (showsIds) await context.io.stdout.write(`${target}:\n`);
    record(await run(target));
  });
  return flags['ignore-errors'] ? 0 : firstFailure;
}

function toInput(context: Context, flags: ExecFlags, container: string, command: readonly string[]): ExecInput {
  return {
    container,
    names: context.persona !== 'crictl',
    command,
    isInteractive: flags.interactive,
    tty: flags.tty,
    timeoutSeconds: flags.timeout,
    user: flags.user,
    cwd: flags.workdir,
    env: variables(flags.env),
  };
}

function variables(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at <= 0) throw usageError(`cannot read ${JSON.stringify(word)} for flag --env: want KEY=VALUE`);
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

async function execIn(context: Context, input: ExecInput, connection: Connection, flags: ExecFlags): Promise<number> {
  const { runtime } = await context.cri();
  if (flags.sync) {
    const { stdout, stderr, exitCode } = await execSync(runtime, input);
    // crictl prints both outputs on stdout, with a line end after each; scripts read it so.
    await context.io.stdout.write(Buffer.concat([stdout, newline, stderr, newline]));
    return exitCode;
  }
  const wishes = { ...input, detachKeys: flags['detach-keys'], transport: flags.transport };
  const open = () => openStreams(context, connection, wishes);
  const options = { order: orderFor(context.persona), containerd: context.containerd };
  return statusOfEnding(await exec(runtime, input, open, options));
}

const newline = Buffer.from('\n');
