import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { runSession } from '../../stream/session.ts';
import type { Ending } from '../../stream/status.ts';
import { containerFacts } from '../containers/details.ts';
import { sharesFiles } from '../containers/local-process.ts';
import { notRunning } from '../containers/signal.ts';
import type { Streams } from './streams.ts';

export interface ExecCommandInput {
  id: string;
  command: readonly string[];
  user: string | undefined;
  cwd: string | undefined;
  env: Readonly<Record<string, string>>;
  privileged: boolean;
  detach: boolean;
}

/**
 * Runs a command with more than CRI's exec has: user, folder, environment.
 *
 * Through CRI, containerd also cuts a command's input off as soon as the command closes one of its outputs, as in
 * `sh -c 'cat > file'`, and keeps the status to itself when the command did not read everything. Its own service does neither:
 * it is used for all this, if it is on this machine. Elsewhere its events may at least tell the status.
 *
 * @throws CrixError for what this runtime cannot do, before anything runs
 */
export async function execCommand(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  input: ExecCommandInput,
  streams: Streams,
): Promise<Ending> {
  const { status, details } = await containerFacts(runtime, input.id);
  if (status.state !== 'CONTAINER_RUNNING') throw notRunning(input.id);
  if (containerd !== undefined && needsTask(input, streams) && sharesFiles(status.id, details)) {
    const { command: args, user, cwd, env, privileged, detach } = input;
    return containerd.exec({ ...streams, containerId: status.id, args, user, cwd, env, privileged, detach });
  }
  const command = wrapped(input);
  const watching = new AbortController();
  try {
    const exits = streams.stdin === undefined ? undefined : containerd?.noteExits(watching.signal);
    const url = await requestExec(runtime, status.id, command, streams);
    const ending = await runSession({ ...streams, url });
    return ending.kind === 'unknown' ? notedEnding(exits?.commandsIn(status.id)) : ending;
  } finally {
    watching.abort();
  }
}

async function requestExec(
  runtime: RuntimeService,
  containerId: string,
  cmd: readonly string[],
  { stdin, stdout, stderr, terminal }: Streams,
): Promise<string> {
  const wanted = { stdin: stdin !== undefined, stdout: stdout !== undefined, stderr: stderr !== undefined };
  const { url } = await runtime.exec({ containerId, cmd, ...wanted, tty: terminal !== undefined }, { timeoutMs: 0 });
  return url;
}

/** Exits that were noted are clear as long as no other command has ended in the container. */
function notedEnding(codes: readonly number[] = []): Ending {
  const [code, ...others] = codes;
  if (code === undefined || others.some((other) => other !== code)) return { kind: 'unknown' };
  return code === 0 ? { kind: 'success' } : { kind: 'exit', code };
}

function needsTask(input: ExecCommandInput, { stdin, transport }: Streams): boolean {
  const { privileged, detach } = input;
  return hasOwnProcess(input) || privileged || detach || (stdin !== undefined && transport === 'spdy');
}

/** The command is to run otherwise than the container's own process. */
export function hasOwnProcess({ user, cwd, env }: Pick<ExecCommandInput, 'user' | 'cwd' | 'env'>): boolean {
  return user !== undefined || cwd !== undefined || Object.keys(env).length > 0;
}

/** Folder, variables and background by programs of the container. */
function wrapped({ command, user, cwd, env, privileged, detach }: ExecCommandInput): readonly string[] {
  if (user !== undefined) {
    throw new CrixError('unsupported', `--user ${user}: CRI runs a command as the user of the container`, {
      hint: 'with containerd on this machine, and as root, crix can change it',
    });
  }
  if (privileged) {
    throw new CrixError('unsupported', '--privileged: CRI runs a command with the rights of the container');
  }
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const withEnv = variables.length === 0 ? command : ['env', ...variables, ...command];
  const withFolder = cwd === undefined ? withEnv : ['sh', '-c', 'cd -- "$0" && exec "$@"', cwd, ...withEnv];
  return detach ? ['sh', '-c', '"$0" "$@" </dev/null >/dev/null 2>&1 &', ...withFolder] : withFolder;
}
