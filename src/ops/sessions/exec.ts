import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { runSession } from '../../stream/session.ts';
import { type Ending, startFailure } from '../../stream/status.ts';
import { failedTo } from '../failures.ts';
import { type AskOrder, askAndCheck, type Streams } from './streams.ts';

export interface ExecInput {
  readonly containerId: string;
  readonly command: readonly string[];
  readonly isInteractive: boolean;
  readonly tty: boolean;
  /** 0: as long as it takes. */
  readonly timeoutSeconds: bigint;
}

/** Asks where to connect. Nothing runs yet: the runtime starts the command when all streams are there. */
async function requestExec(runtime: RuntimeService, input: ExecInput): Promise<string> {
  try {
    const { url } = await runtime.exec(
      {
        containerId: input.containerId,
        cmd: input.command,
        stdin: input.isInteractive,
        tty: input.tty,
        stdout: true,
        stderr: !input.tty,
      },
      { timeoutMs: 0 },
    );
    return url;
  } catch (error) {
    throw failedTo(`run a command in container ${input.containerId}`, error);
  }
}

/** Runs a command with its streams joined to ours. @throws CrixError when the session cannot be opened or breaks */
export async function exec(
  runtime: RuntimeService,
  input: ExecInput,
  open: () => Promise<Streams>,
  order: AskOrder = 'check-first',
): Promise<Ending> {
  const [url, streams] = await askAndCheck(order, () => requestExec(runtime, input), open);
  const limit = timeLimit(input, streams.signal);
  try {
    return await runSession({ ...streams, url, signal: limit.signal });
  } finally {
    limit.clear();
  }
}

/** Nothing in CRI ends a streamed command after a time, so we leave; what becomes of it is the runtime's choice. */
function timeLimit(
  { containerId, timeoutSeconds }: ExecInput,
  signal: AbortSignal,
): { signal: AbortSignal; clear(): void } {
  if (timeoutSeconds <= 0n) return { signal, clear: () => {} };
  const controller = new AbortController();
  const message = `the command in container ${containerId} did not end within ${timeoutSeconds}s`;
  const timer = setTimeout(
    () => controller.abort(new CrixError('failure', message, { hint: 'it may still be running there' })),
    Number(timeoutSeconds) * 1000,
  );
  return { signal: AbortSignal.any([signal, controller.signal]), clear: () => clearTimeout(timer) };
}

export interface ExecSyncInput {
  readonly containerId: string;
  readonly command: readonly string[];
  /** 0: as long as it takes. */
  readonly timeoutSeconds: bigint;
  readonly signal: AbortSignal;
}

export interface SyncResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly exitCode: number;
}

/** The runtime enforces the time limit; ours only catches a runtime that does not. */
const graceMs = 5000;

/** Runs a command and collects its output. @throws CrixError when it could not run, with 126 or 127 where it fits */
export async function execSync(runtime: RuntimeService, input: ExecSyncInput): Promise<SyncResult> {
  const { timeoutSeconds } = input;
  try {
    return await runtime.execSync(
      { containerId: input.containerId, cmd: input.command, timeout: timeoutSeconds },
      { timeoutMs: timeoutSeconds > 0n ? Number(timeoutSeconds) * 1000 + graceMs : 0, signal: input.signal },
    );
  } catch (error) {
    const failure = failedTo(`run a command in container ${input.containerId}`, error);
    const start = startFailure(messageOf(error));
    if (start.kind !== 'failure' || start.code === undefined) throw failure;
    throw new CrixError('remote-exit', start.message, { status: start.code, cause: failure });
  }
}
