import type { ExitNotes } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { runSession } from '../../stream/session.ts';
import { type Ending, startFailure } from '../../stream/status.ts';
import { failedTo } from '../failures.ts';
import { type NameRules, withContainer } from '../resolve.ts';
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
}

export interface ExecOptions {
  readonly order?: AskOrder;
  /** Kept since before the command was asked for; where there are none, the status may stay unknown. */
  readonly exits?: Promise<ExitNotes | undefined>;
}

/** Runs a command with its streams joined to ours. @throws CrixError when the session cannot be opened or breaks */
export async function exec(
  runtime: RuntimeService,
  input: ExecInput,
  open: () => Promise<Streams>,
  { order = 'check-first', exits }: ExecOptions = {},
): Promise<Ending> {
  let containerId = input.container;
  const ask = () =>
    withContainer(runtime, input.container, rulesOf(input), (id) => {
      containerId = id;
      return requestExec(runtime, id, input);
    });
  const [url, streams] = await askAndCheck(order, ask, open);
  const limit = timeLimit(input, streams.signal);
  try {
    const ending = await runSession({ ...streams, url, signal: limit.signal });
    return ending.kind === 'unknown' ? notedEnding(await exits, containerId) : ending;
  } finally {
    limit.clear();
  }
}

/** What the runtime does not say, its events may: they are clear as long as no other command has ended in the container. */
function notedEnding(exits: ExitNotes | undefined, containerId: string): Ending {
  const [code, ...others] = exits?.commandsIn(containerId) ?? [];
  if (code === undefined || others.some((other) => other !== code)) return { kind: 'unknown' };
  return code === 0 ? { kind: 'success' } : { kind: 'exit', code };
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
function timeLimit(input: ExecInput, signal: AbortSignal): { signal: AbortSignal; clear(): void } {
  const { container, timeoutSeconds } = input;
  if (timeoutSeconds <= 0n) return { signal, clear: () => {} };
  const controller = new AbortController();
  const message = `the command in container ${container} did not end within ${timeoutSeconds}s`;
  const timer = setTimeout(
    () => controller.abort(new CrixError('failure', message, { hint: 'it may still be running there' })),
    Number(timeoutSeconds) * 1000,
  );
  return { signal: AbortSignal.any([signal, controller.signal]), clear: () => clearTimeout(timer) };
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
