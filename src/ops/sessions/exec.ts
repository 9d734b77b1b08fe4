import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { runSession } from '../../stream/session.ts';
import { type Ending, startFailure } from '../../stream/status.ts';
import { failedTo } from '../failures.ts';
import { type NameRules, withContainer } from '../resolve.ts';
import { execCommand, hasOwnProcess } from './exec-command.ts';
import { type AskOrder, askAndCheck, type Streams } from './streams.ts';

export interface ExecInput {
  /** An ID or its beginning; with `names` also a name. */
  readonly container: string;
  readonly names: boolean;
  readonly command: readonly string[];
  readonly isInteractive: boolean;
  readonly tty: boolean;
  /** 0: as long as it takes. */
  readonly timeoutSeconds: bigint;
  readonly user: string | undefined;
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

export interface ExecOptions {
  readonly order?: AskOrder;
  /** containerd's own services, if the runtime is one. */
  readonly containerd?: () => Promise<Containerd | undefined>;
}

/** Runs a command with its streams joined to ours. @throws CrixError when the session cannot be opened or breaks */
export async function exec(
  runtime: RuntimeService,
  input: ExecInput,
  open: () => Promise<Streams>,
  { order = 'check-first', containerd }: ExecOptions = {},
): Promise<Ending> {
  const isPiped = input.isInteractive && !input.tty;
  const own = isPiped || hasOwnProcess(input) ? await containerd?.().catch(() => undefined) : undefined;
  if (own !== undefined || hasOwnProcess(input)) return execBeyondCri(runtime, own, input, await open());
  const [url, streams] = await askAndCheck(order, () => ask(runtime, input), open);
  return limited(input, streams, (signal) => runSession({ ...streams, url, signal }));
}

function execBeyondCri(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  input: ExecInput,
  streams: Streams,
): Promise<Ending> {
  return withContainer(runtime, input.container, rulesOf(input), (id) =>
    limited(input, streams, (signal) =>
      execCommand(runtime, containerd, { ...input, id, privileged: false, detach: false }, { ...streams, signal }),
    ),
  );
}

function ask(runtime: RuntimeService, input: ExecInput): Promise<string> {
  return withContainer(runtime, input.container, rulesOf(input), (id) => requestExec(runtime, id, input));
}

/** Asks where to connect. Nothing runs yet: the runtime starts the command when all streams are there. */
async function requestExec(runtime: RuntimeService, containerId: string, input: ExecInput): Promise<string> {
  const { command, isInteractive, tty } = input;
  try {
    const request = { containerId, cmd: command, stdin: isInteractive, tty, stdout: true, stderr: !tty };
    return (await runtime.exec(request, { timeoutMs: 0 })).url;
  } catch (error) {
    throw failedTo(`run a command in container ${containerId}`, error);
  }
}

/** Nothing in CRI ends a streamed command after a time, so we leave; what becomes of it is the runtime's choice. */
async function limited<T>(
  { container, timeoutSeconds }: ExecInput,
  { signal }: Streams,
  body: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (timeoutSeconds <= 0n) return body(signal);
  const controller = new AbortController();
  const message = `the command in container ${container} did not end within ${timeoutSeconds}s`;
  const leave = () => controller.abort(new CrixError('failure', message, { hint: 'it may still be running there' }));
  const timer = setTimeout(leave, Number(timeoutSeconds) * 1000);
  try {
    return await body(AbortSignal.any([signal, controller.signal]));
  } finally {
    clearTimeout(timer);
  }
}

export interface SyncResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly exitCode: number;
}

/** Runs a command and collects its output. @throws CrixError when it could not run, with 126 or 127 where it fits */
export function execSync(runtime: RuntimeService, input: ExecInput): Promise<SyncResult> {
  return withContainer(runtime, input.container, rulesOf(input), (id) => requestExecSync(runtime, id, input));
}

/** The runtime enforces the time limit; ours only catches a runtime that does not. */
const graceMs = 5000;

async function requestExecSync(runtime: RuntimeService, containerId: string, input: ExecInput): Promise<SyncResult> {
  const { command, timeoutSeconds } = input;
  try {
    return await runtime.execSync(
      { containerId, cmd: command, timeout: timeoutSeconds },
      { timeoutMs: timeoutSeconds > 0n ? Number(timeoutSeconds) * 1000 + graceMs : 0 },
    );
  } catch (error) {
    const failure = failedTo(`run a command in container ${containerId}`, error);
    const start = startFailure(messageOf(error));
    if (start.kind !== 'failure' || start.code === undefined) throw failure;
    throw new CrixError('remote-exit', start.message, { status: start.code, cause: failure });
  }
}

function rulesOf({ names }: ExecInput): NameRules {
  return { names, preferRunning: true };
}
