import { setTimeout as pause } from 'node:timers/promises';
import type { ByteSink } from '../../stream/output-pump.ts';

/** The runtime writes a line to the log and to attached sessions at about the same time. */
const settleMs = 60;

/**
 * Output of a session that was attached a moment too late, after what the log knows of the time before. What is in both, because
 * it was printed between the two moments, is shown once.
 */
export class JoinedOutput implements ByteSink {
  readonly #sink: ByteSink;
  readonly #readLog: () => Promise<Buffer>;
  #held: Buffer[] | undefined = [];
  #joining: Promise<void> | undefined;
  #released: Promise<void> | undefined;

  constructor(sink: ByteSink, readLog: () => Promise<Buffer>) {
    this.#sink = sink;
    this.#readLog = readLog;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#held !== undefined) {
      this.#held.push(Buffer.from(bytes));
      return;
    }
    await this.#released;
    await this.#sink.write(bytes);
  }

  /** The session is attached. */
  join(): Promise<void> {
    this.#joining ??= pause(settleMs).then(() => this.#release(true));
    return this.#joining;
  }

  /** The session is over, or there never was one. */
  async finish(): Promise<void> {
    await this.#joining;
    // Nothing more will come, so that the log is whole and needs no help.
    await this.#release(false);
  }

  async #release(isAttached: boolean): Promise<void> {
    if (this.#held === undefined) return;
    const log = await this.#readLog();
    const attached = Buffer.concat(this.#held);
    this.#held = undefined;
    this.#released = this.#writeBoth(log, isAttached || log.length === 0 ? attached : Buffer.alloc(0));
    await this.#released;
  }

  async #writeBoth(log: Buffer, attached: Buffer): Promise<void> {
    await this.#sink.write(log.subarray(0, log.length - overlap(log, attached)));
    await this.#sink.write(attached);
  }
}

const newline = 10;
/** Comparing at every length takes its time when the same is printed again and again. */
const mostCompared = 16 * 1024;

/** How many bytes at the end of `log` are also at the beginning of `attached`. The log has whole lines only. */
export function overlap(log: Buffer, attached: Buffer): number {
  const lines = attached.subarray(0, attached.lastIndexOf(newline) + 1);
  if (lines.length <= log.length && log.subarray(log.length - lines.length).equals(lines)) return lines.length;
  for (let length = Math.min(log.length, attached.length, mostCompared); length > 0; length--) {
    if (log.subarray(log.length - length).equals(attached.subarray(0, length))) return length;
  }
  return 0;
}
