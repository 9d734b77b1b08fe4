import type { Readable } from 'node:stream';
import { CrixError } from '../errors.ts';
import type { Channels, OutputChannel } from './channels.ts';
import type { TlsSettings } from './dial.ts';
import { type InputPump, pumpInput } from './input-pump.ts';
import { openChannels, type TransportName } from './open.ts';
import { type ByteSink, OutputPump } from './output-pump.ts';
import { type Ending, parseStatus } from './status.ts';
import type { Terminal } from './terminal.ts';

export interface SessionInput {
  readonly url: string;
  readonly transport: TransportName;
  readonly tls: TlsSettings;
  readonly handshakeTimeoutMs: number;
  /** Absent: the command gets no input. */
  readonly stdin?: Readable | undefined;
  /** Asked when the input has ended: false keeps it from being told to the runtime. Absent: it is told. */
  readonly passesStdinEnd?: (() => Promise<boolean>) | undefined;
  readonly stdout?: ByteSink | undefined;
  /** Never together with `terminal`. */
  readonly stderr?: ByteSink | undefined;
  readonly terminal?: Terminal | undefined;
  /** From parseDetachKeys. */
  readonly detachKeys?: Uint8Array | undefined;
  /** The runtime closed the input while there was more to send, and the command ended all the same. */
  readonly onInputCut?: (() => void) | undefined;
  /** The session is up: the command runs, or the attached output flows. */
  readonly onOpen?: (() => void) | undefined;
  readonly signal: AbortSignal;
}

/** Less input than this fits into the pipe of a process that does not read, so it cannot block the runtime. */
const pipeBytes = 64 * 1024;
/** How long a runtime that may be blocked on input can stay silent after the outputs have ended. */
const silenceMs = 800;
/** How long outputs may trail behind the status where the protocol does not mark their end. */
const trailMs = 1000;
/** More text than this on the error channel is no status. */
const maxStatusBytes = 64 * 1024;

/**
 * Runs one exec or attach session to its end.
 * @throws CrixError when it cannot be opened, when the connection breaks before a status came, or when `signal` aborts
 */
export async function runSession(input: SessionInput): Promise<Ending> {
  input.signal.throwIfAborted();
  const session = new Session(input);
  const onAbort = () => session.fail(input.signal.reason);
  input.signal.addEventListener('abort', onAbort);
  try {
    await session.open();
    return await session.ending;
  } finally {
    input.signal.removeEventListener('abort', onAbort);
    session.close();
  }
}

class Session {
  readonly ending: Promise<Ending>;
  fail!: (error: unknown) => void;
  #settle!: (ending: Ending) => void;
  readonly #input: SessionInput;
  readonly #sinks: Partial<Record<OutputChannel, ByteSink | undefined>>;
  readonly #openOutputs: Set<OutputChannel>;
  readonly #output: OutputPump;
  #channels: Channels | undefined;
  #stdin: InputPump | undefined;
  #sentBytes = 0;
  #isInputCut = false;
  readonly #statusPieces: Buffer[] = [];
  #statusBytes = 0;
  #status: Ending | undefined;
  /** Whichever wait is under way; there is never more than one. */
  #timer: NodeJS.Timeout | undefined;
  readonly #restores: (() => void)[] = [];

  constructor(input: SessionInput) {
    this.#input = input;
    this.#sinks = { stdout: input.stdout, stderr: input.stderr };
    this.#openOutputs = new Set((['stdout', 'stderr'] as const).filter((channel) => this.#sinks[channel]));
    this.#output = new OutputPump({
      pause: () => this.#channels?.pauseReading(),
      resume: () => this.#channels?.resumeReading(),
    });
    this.ending = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.fail = reject;
    });
    // It may fail while the session is still being opened, before anyone waits for it.
    this.ending.catch(() => {});
  }

  async open(): Promise<void> {
    const input = this.#input;
    const wanted = {
      stdin: input.stdin !== undefined,
      stdout: input.stdout !== undefined,
      stderr: input.stderr !== undefined,
      tty: input.terminal !== undefined,
    };
    const options = { tls: input.tls, timeoutMs: input.handshakeTimeoutMs, signal: input.signal };
    this.#channels = await openChannels(
      input.transport,
      input.url,
      wanted,
      {
        onOpen: () => this.#onOpen(),
        onData: (channel, bytes) => this.#onData(channel, bytes),
        onEnd: (channel) => this.#onEnd(channel),
        onStdinClosed: () => this.#onStdinClosed(),
        onDrain: () => this.#onDrain(),
        onClose: (error) => this.#onClose(error),
      },
      options,
    );
    // The runtime says nothing when it waits for a stream that it misses.
    this.#wait(input.handshakeTimeoutMs, () => {
      const seconds = input.handshakeTimeoutMs / 1000;
      this.fail(new CrixError('connect', `the runtime took the session but did not start it within ${seconds}s`));
    });
    this.#channels.start();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stdin?.stop();
    for (const restore of this.#restores.splice(0).reverse()) restore();
    this.#channels?.close();
  }

  #onOpen(): void {
    clearTimeout(this.#timer);
    const { terminal, stdin, passesStdinEnd, detachKeys, onOpen } = this.#input;
    if (terminal) {
      const sendSize = () => this.#channels?.resize(terminal.size());
      this.#restores.push(terminal.enterRawMode(), terminal.onResize(sendSize));
      sendSize();
    }
    if (stdin) {
      this.#stdin = pumpInput(stdin, detachKeys ?? new Uint8Array(), {
        send: (parts) => this.#sendStdin(parts),
        end: () => this.#endStdin(passesStdinEnd).catch(this.fail),
        detach: () => this.#settle({ kind: 'detached' }),
      });
    }
    onOpen?.();
  }

  #sendStdin(parts: readonly Uint8Array[]): boolean {
    for (const part of parts) this.#sentBytes += part.length;
    return this.#channels?.sendStdin(parts) ?? true;
  }

  #onStdinClosed(): void {
    this.#isInputCut = this.#stdin?.isBusy ?? false;
    this.#stdin?.stop();
  }

  async #endStdin(passes: SessionInput['passesStdinEnd']): Promise<void> {
    if (passes === undefined || (await passes())) this.#channels?.endStdin();
  }

  #onDrain(): void {
    this.#stdin?.resume();
    // Input still moves, so whoever reads it is alive, with its outputs closed.
    if (this.#openOutputs.size === 0 && this.#status === undefined) this.#awaitStatus();
  }

  #onData(channel: OutputChannel, bytes: Buffer): void {
    if (channel === 'error') {
      this.#statusBytes += bytes.length;
      if (this.#statusBytes <= maxStatusBytes) this.#statusPieces.push(bytes);
      return;
    }
    const sink = this.#sinks[channel];
    if (sink) this.#output.write(sink, bytes);
  }

  #onEnd(channel: OutputChannel): void {
    if (channel === 'error') {
      this.#readStatus();
    } else {
      this.#openOutputs.delete(channel);
    }
    if (this.#status) {
      if (this.#openOutputs.size === 0) this.#finish(this.#status);
      else this.#wait(trailMs, () => this.#finish(this.#status as Ending));
    } else if (this.#openOutputs.size === 0) {
      this.#awaitStatus();
    }
  }

  #readStatus(): void {
    if (this.#statusBytes > 0) this.#status ??= parseStatus(Buffer.concat(this.#statusPieces).toString('utf8'));
  }

  /**
   * The outputs have ended and the status is due. It never comes when the runtime is blocked on input for a process that is
   * gone, and nothing we could send would free it. With less input than fits into a pipe that cannot have happened.
   */
  #awaitStatus(): void {
    const hadOutputs = this.#sinks.stdout !== undefined || this.#sinks.stderr !== undefined;
    if (hadOutputs && this.#sentBytes > pipeBytes) this.#wait(silenceMs, () => this.#finish({ kind: 'unknown' }));
  }

  #onClose(error: Error | undefined): void {
    this.#readStatus();
    if (this.#status) {
      this.#finish(this.#status);
      return;
    }
    const cause = error === undefined ? '' : `: ${error.message}`;
    this.fail(
      new CrixError('failure', `the connection to the runtime broke before the command's exit status came${cause}`, {
        hint: 'the command may still be running in the container',
      }),
    );
  }

  #finish(ending: Ending): void {
    this.#stdin?.stop();
    if (this.#isInputCut && ending.kind !== 'unknown') this.#input.onInputCut?.();
    this.#output.flushed().then(() => this.#settle(ending), this.fail);
  }

  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }
}
