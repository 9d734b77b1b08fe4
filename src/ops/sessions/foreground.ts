import { existsSync } from 'node:fs';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { runSession } from '../../stream/session.ts';
import type { Ending } from '../../stream/status.ts';
import { parseDetachKeys, type Terminal } from '../../stream/terminal.ts';
import { untilExit } from '../containers/exit.ts';
import { type ContainerLog, findLog } from '../logs/find.ts';
import { type LogSelection, showLog } from '../logs/show.ts';
import { JoinedOutput } from './joined-output.ts';
import { holdOutput, type Leftovers } from './leftovers.ts';
import { type Connection, connectionOf, type Host } from './streams.ts';
import { nudged, passiveTerminal } from './terminals.ts';
import { noTrustFiles } from './trust.ts';

export interface ForegroundInput {
  id: string;
  /** The container has a terminal. */
  tty: boolean;
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
  detachKeys: string;
  /** What the log held before it starts is not shown: nanoseconds since 1970. */
  since: bigint;
  /** The end of our input is the end of the container's; else others may still come and type. */
  stdinOnce: boolean;
  /** Absent: it runs already, and is shown from now on. */
  start?: () => Promise<void>;
}

export interface ForegroundHost extends Host {
  readonly io: Host['io'] & {
    readonly sharesOutput: boolean;
    readonly stdout: { size(): { columns: number; rows: number } };
  };
}

/**
 * Starts a container, or takes one that runs, and joins our streams to it until it ends or the user detaches. Attaching to a container shows only what it
 * prints from then on; so the output is read from its log, which has all of it, where the log is on this node. What a terminal
 * shows cannot wait for the ends of lines: there the log has the beginning, and an attached session the rest.
 *
 * @throws CrixError when it cannot be started
 */
export async function runInForeground(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  input: ForegroundInput,
  host: ForegroundHost,
): Promise<Ending> {
  const connection = await connectionOf(host, noTrustFiles);
  const leftovers = input.start === undefined ? undefined : await holdOutput(runtime, containerd, input.id);
  try {
    await input.start?.();
    return await showUntilOver(runtime, containerd, new Foreground(runtime, input, host, connection, leftovers), host);
  } finally {
    leftovers?.close();
  }
}

async function showUntilOver(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  foreground: Foreground,
  host: ForegroundHost,
): Promise<Ending> {
  const exited = untilExit(runtime, containerd, foreground.id, host.signal).finally(() => foreground.over.abort());
  // It is awaited below, after what may fail earlier.
  exited.catch(() => {});
  const ending = await foreground.show(exited);
  if (ending?.kind === 'detached') return ending;
  const code = await exited;
  return code === 0 ? { kind: 'success' } : { kind: 'exit', code };
}

class Foreground {
  /** Aborted once the container has ended. */
  readonly over = new AbortController();
  readonly #runtime: RuntimeService;
  readonly #input: ForegroundInput;
  readonly #host: ForegroundHost;
  readonly #connection: Connection;
  readonly #leftovers: Leftovers | undefined;

  constructor(
    runtime: RuntimeService,
    input: ForegroundInput,
    host: ForegroundHost,
    connection: Connection,
    leftovers: Leftovers | undefined,
  ) {
    this.#runtime = runtime;
    this.#input = input;
    this.#host = host;
    this.#connection = connection;
    this.#leftovers = leftovers;
  }

  get id(): string {
    return this.#input.id;
  }

  /** Undefined when it is over by the container's end. */
  async show(exited: Promise<number>): Promise<Ending | undefined> {
    const log = this.#input.start === undefined ? undefined : await this.#localLog();
    if (this.#input.tty) return this.#showTerminal(log);
    if (log === undefined) return this.#attach(this.#input);
    const sending = this.#input.stdin ? this.#sendInput() : undefined;
    await this.#follow(log);
    await Promise.allSettled([exited, sending]);
    return undefined;
  }

  async #localLog(): Promise<ContainerLog | undefined> {
    try {
      const log = await findLog(this.#runtime, this.#input.id, false);
      return existsSync(log.path) ? log : undefined;
    } catch (error) {
      // Removed by now, or made without a log.
      if (error instanceof CrixError) return undefined;
      throw error;
    }
  }

  async #follow(log: ContainerLog): Promise<void> {
    const { stdout, stderr } = this.#input;
    if (!stdout && !stderr) return;
    const { io, signal } = this.#host;
    const sinks = { stdout: await io.flow('stdout'), stderr: await io.flow('stderr') };
    const stream = stdout && stderr ? undefined : stdout ? 'stdout' : 'stderr';
    const mixed = io.sharesOutput && stream === undefined;
    const deps = { ...this.#logDeps(), follow: signal, over: this.over.signal, mixed };
    for await (const piece of showLog(log, this.#selection(stream), deps)) await sinks[piece.stream].write(piece.bytes);
    for (const name of ['stdout', 'stderr'] as const) {
      if (this.#input[name]) await sinks[mixed ? 'stdout' : name].write(await this.#rest(name));
    }
  }

  /** What did not make it into the log. */
  async #rest(stream: 'stdout' | 'stderr'): Promise<Buffer> {
    return (await this.#leftovers?.take(stream)) ?? Buffer.alloc(0);
  }

  #selection(stream: LogSelection['stream']): LogSelection {
    const { since } = this.#input;
    return { since, stream, tail: undefined, until: undefined, limitBytes: undefined, timestamps: false };
  }

  #logDeps() {
    return { runtime: this.#runtime, onBadLine: () => undefined };
  }

  /** Only the input goes through a session. It ends with the container at the latest. */
  async #sendInput(): Promise<void> {
    try {
      await this.#attach({ stdin: true, stdout: false, stderr: false });
    } catch (error) {
      if (this.over.signal.aborted) return;
      await this.#host.warn(`input does not reach the container any more: ${messageOf(error)}`);
    }
  }

  async #attach(
    wanted: Pick<ForegroundInput, 'stdin' | 'stdout' | 'stderr'>,
    terminal?: Terminal,
    output?: JoinedOutput,
  ): Promise<Ending> {
    const { io, signal } = this.#host;
    const { id: containerId, detachKeys, tty } = this.#input;
    const stderr = wanted.stderr && !tty;
    const request = { containerId, stdin: wanted.stdin, stdout: wanted.stdout, stderr, tty };
    const { url } = await this.#runtime.attach(request, { timeoutMs: 0 });
    const isInputOnly = !wanted.stdout && !stderr;
    return runSession({
      ...this.#connection,
      transport: 'spdy',
      url,
      terminal,
      stdin: wanted.stdin ? io.stdin() : undefined,
      stdout: wanted.stdout ? (output ?? (await io.flow('stdout'))) : undefined,
      stderr: stderr ? await io.flow('stderr') : undefined,
      passesStdinEnd: async () => this.#input.stdinOnce,
      detachKeys: terminal === undefined ? undefined : parseDetachKeys(detachKeys),
      signal: isInputOnly ? AbortSignal.any([signal, this.over.signal]) : signal,
      onOpen: () => output?.join().catch(() => {}),
    });
  }

  async #showTerminal(log: ContainerLog | undefined): Promise<Ending | undefined> {
    const { io, signal } = this.#host;
    const { stdin, stdout } = this.#input;
    const terminal = nudged((stdin ? await io.terminal() : undefined) ?? passiveTerminal(io.stdout));
    const output = new JoinedOutput(await io.flow('stdout'), () => this.#readLog(log));
    let ending: Ending | undefined;
    try {
      ending = await this.#attach({ stdin, stdout, stderr: false }, terminal, output);
    } catch (error) {
      // It had ended before we came: the log has everything.
      if (signal.aborted || !(error instanceof CrixError) || error.kind === 'usage') throw error;
    }
    if (ending?.kind !== 'detached') await untilAborted(this.over.signal, signal);
    if (stdout) await output.finish();
    if (stdout && ending?.kind !== 'detached') await output.write(await this.#rest('stdout'));
    return ending?.kind === 'detached' ? ending : undefined;
  }

  async #readLog(log: ContainerLog | undefined): Promise<Buffer> {
    const pieces: Buffer[] = [];
    if (log === undefined) return Buffer.alloc(0);
    const deps = { ...this.#logDeps(), follow: undefined, mixed: true };
    for await (const { bytes } of showLog(log, this.#selection(undefined), deps)) pieces.push(Buffer.from(bytes));
    // What a terminal shows ends its lines with both; the log keeps neither.
    return Buffer.from(
      Buffer.concat(pieces)
        .toString('latin1')
        .replace(/(?<!\r)\n/g, '\r\n'),
      'latin1',
    );
  }
}

function untilAborted(...signals: AbortSignal[]): Promise<void> {
  const any = AbortSignal.any(signals);
  if (any.aborted) return Promise.resolve();
  return new Promise((resolve) => any.addEventListener('abort', () => resolve(), { once: true }));
}
