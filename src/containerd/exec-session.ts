import type { Readable, Writable } from 'node:stream';
import { type InputPump, pumpInput } from '../stream/input-pump.ts';
import { type ByteSink, OutputPump } from '../stream/output-pump.ts';
import type { Ending } from '../stream/status.ts';
import type { ContainerdServices, TaskExecInput } from './api.ts';
import type { ProcessName } from './exec.ts';
import type { Fifos } from './fifos.ts';

type Tasks = ContainerdServices['tasks'];

/** A child of the command may hold its output open for ever; when nothing came for so long after the exit, that was all. */
const quietMs = 500;

/** Moves the bytes of a started process until it has ended. */
export class TaskSession {
  readonly #tasks: Tasks;
  readonly #name: ProcessName;
  readonly #fifos: Fifos;
  readonly #input: TaskExecInput;
  readonly #exit: Promise<number>;
  readonly #open = new Set<Readable>();
  readonly #output: OutputPump;
  readonly #restores: (() => void)[] = [];
  #pump: InputPump | undefined;
  #piecesRead = 0;
  #outputsEnded!: () => void;

  /** Made before the start: the wait for the exit must not come too late. */
  constructor(tasks: Tasks, name: ProcessName, fifos: Fifos, input: TaskExecInput) {
    this.#tasks = tasks;
    this.#name = name;
    this.#fifos = fifos;
    this.#input = input;
    this.#output = new OutputPump({
      pause: () => {
        for (const stream of this.#open) stream.pause();
      },
      resume: () => {
        for (const stream of this.#open) stream.resume();
      },
    });
    this.#exit = tasks.wait(name, { signal: input.signal, timeoutMs: 0 }).then(({ exitStatus }) => exitStatus);
    this.#exit.catch(() => {});
  }

  /** @throws CrixError when containerd goes away or the signal aborts */
  async run(): Promise<Ending> {
    const { stdin, signal, onOpen } = this.#input;
    try {
      const outputs = this.#readOutputs();
      const early = new Promise<Ending>((resolve, reject) => {
        const onAbort = (): void => reject(signal.reason);
        signal.addEventListener('abort', onAbort);
        this.#restores.push(() => signal.removeEventListener('abort', onAbort));
        if (stdin && this.#fifos.stdin) this.#sendInput(stdin, this.#fifos.stdin, () => resolve({ kind: 'detached' }));
      });
      this.#followSize();
      onOpen?.();
      return await Promise.race([this.#ended(outputs), early]);
    } finally {
      for (const restore of this.#restores.splice(0).reverse()) restore();
    }
  }

  async #ended(outputs: Promise<void>): Promise<Ending> {
    const code = await this.#exit;
    this.#pump?.stop();
    await Promise.race([outputs, this.#quiet()]);
    await this.#output.flushed();
    return code === 0 ? { kind: 'success' } : { kind: 'exit', code };
  }

  /** Resolves when all outputs have ended. */
  #readOutputs(): Promise<void> {
    const { stdout, stderr } = this.#input;
    const ended = new Promise<void>((resolve) => {
      this.#outputsEnded = resolve;
    });
    this.#readOutput(this.#fifos.stdout, stdout);
    this.#readOutput(this.#fifos.stderr, stderr);
    if (this.#open.size === 0) this.#outputsEnded();
    return ended;
  }

  #readOutput(stream: Readable | undefined, sink: ByteSink | undefined): void {
    if (stream === undefined || sink === undefined) return;
    this.#open.add(stream);
    stream.on('data', (bytes: Buffer) => {
      this.#piecesRead++;
      this.#output.write(sink, bytes);
    });
    stream.on('close', () => {
      this.#open.delete(stream);
      if (this.#open.size === 0) this.#outputsEnded();
    });
  }

  #sendInput(source: Readable, target: Writable, detach: () => void): void {
    const pump = pumpInput(source, this.#input.detachKeys ?? new Uint8Array(), {
      send: (parts) => target.write(parts.length === 1 ? parts[0] : Buffer.concat(parts)),
      end: () => {
        target.end(() => {
          // containerd holds the fifo open as well, so that a client may come and go.
          this.#tasks.closeIO({ ...this.#name, stdin: true }, { signal: this.#input.signal }).catch(() => {});
        });
      },
      detach,
    });
    target.on('drain', () => pump.resume());
    this.#pump = pump;
    this.#restores.push(() => pump.stop());
  }

  #followSize(): void {
    const { terminal, signal } = this.#input;
    if (terminal === undefined) return;
    const sendSize = (): void => {
      const { columns, rows } = terminal.size();
      // It may have ended in the meantime.
      this.#tasks.resizePty({ ...this.#name, width: columns, height: rows }, { signal }).catch(() => {});
    };
    this.#restores.push(terminal.enterRawMode(), terminal.onResize(sendSize));
    sendSize();
  }

  /** Resolves when all that came is written and nothing more came for a while. */
  async #quiet(): Promise<void> {
    for (let before = -1; before !== this.#piecesRead; ) {
      await this.#output.flushed();
      before = this.#piecesRead;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
  }
}
