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
 * Runs a command as docker's exec does. CRI's exec has neither user nor folder nor environment, and loses the status of a command
 * that does not read its input: containerd's own service has all of it, if it is on this machine.
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
  const { stdin, stdout, stderr, terminal } = streams;
  const { url } = await runtime.exec(
    {
      containerId: status.id,
      cmd: command,
      stdin: stdin !== undefined,
      stdout: stdout !== undefined,
      stderr: stderr !== undefined,
      tty: terminal !== undefined,
    },
    { timeoutMs: 0 },
  );
  return runSession({ ...streams, url });
}

function needsTask(input: ExecCommandInput, { stdin }: Streams): boolean {
  const { user, cwd, env, privileged, detach } = input;
  return (
    user !== undefined ||
    cwd !== undefined ||
    Object.keys(env).length > 0 ||
    privileged ||
    detach ||
    stdin !== undefined
  );
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
