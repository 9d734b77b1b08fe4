import { CrixError } from '../errors.ts';
import { type Gathered, type Kernel, openKernel } from './kernel.ts';
import { type LogLine, newLine, parseLine, type StreamName, stampRoom, writeStamp } from './line.ts';
import { chunkSize } from './source.ts';
import { isBefore, type Moment, StampReader } from './stamp.ts';

export interface LineSelection {
  since?: Moment;
  until?: Moment;
  /** Only lines of this stream. */
  stream?: StreamName;
  timestamps?: boolean;
  /** Most bytes of both streams together, times included. */
  limitBytes?: number;
  /**
   * stdout and stderr end up in the same place, so their order counts: all bytes go out as stdout, and the pieces of a long
   * line are kept together.
   */
  mixed?: boolean;
  /** Told about lines that are no log lines. */
  onBadLine?: (text: string) => void;
}

/** Text for one output stream. The bytes are valid until the next chunk is asked for. */
export interface LogText {
  stream: StreamName;
  bytes: Uint8Array;
}

const newlineByte = 10;

/** Pieces of an unfinished line that are kept in memory; more is passed on as it comes. */
const mostHeld = 1 << 20;

function reserve(target: Gathered, count: number): void {
  if (target.length + count <= target.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(target.bytes.length * 2, target.length + count));
  target.bytes.copy(larger, 0, 0, target.length);
  target.bytes = larger;
}

interface StreamState {
  target: Gathered;
  atLineStart: boolean;
  held: Buffer[];
  heldBytes: number;
}

function hasRoom({ target }: StreamState, own: Buffer, count: number): boolean {
  return target.bytes === own && target.length + count <= chunkSize;
}

/** Turns the lines of a log file into what is shown, and holds back what is not complete. */
export class LineRenderer {
  /** True once nothing more can come: the limit is reached, or in `until`'s case a later line was seen. */
  isFull = false;
  sawLaterLine = false;
  readonly #selection: LineSelection;
  readonly #line: LogLine = newLine();
  readonly #stamp = new StampReader();
  readonly #readsTime: boolean;
  readonly #kernel: Kernel | undefined;
  readonly #stdout: StreamState;
  readonly #stderr: StreamState;
  #remaining: number;
  #isFirst = true;

  constructor(selection: LineSelection) {
    this.#selection = selection;
    this.#readsTime = selection.since !== undefined || selection.until !== undefined;
    this.#remaining = selection.limitBytes ?? Number.POSITIVE_INFINITY;
    const isPlain =
      !this.#readsTime && !selection.stream && !selection.timestamps && selection.limitBytes === undefined;
    this.#kernel = isPlain ? openKernel(chunkSize) : undefined;
    const target = { bytes: this.#kernel?.stdout ?? Buffer.allocUnsafeSlow(chunkSize), length: 0 };
    const other = { bytes: this.#kernel?.stderr ?? Buffer.allocUnsafeSlow(chunkSize), length: 0 };
    this.#stdout = { target, atLineStart: true, held: [], heldBytes: 0 };
    this.#stderr = { target: selection.mixed ? target : other, atLineStart: true, held: [], heldBytes: 0 };
  }

  /** Where chunks are best read into. */
  get input(): Buffer | undefined {
    return this.#kernel?.input;
  }

  /** Takes whole lines from `bytes`, up to `end`. */
  add(bytes: Buffer, end: number): void {
    const line = this.#line;
    for (let start = 0; start < end && !this.isFull; ) {
      start = this.#strip(bytes, start, end);
      if (start >= end) break;
      const newline = bytes.indexOf(newlineByte, start);
      const next = newline === -1 || newline >= end ? end : newline + 1;
      if (!parseLine(bytes, start, next, line)) this.#reject(bytes, start, next);
      else if (this.#isWanted(bytes)) this.#put(bytes);
      this.#isFirst = false;
      start = next;
    }
  }

  /** Takes plain lines from `start` on the fast way, and returns the first that is not. */
  #strip(bytes: Buffer, start: number, end: number): number {
    const kernel = this.#kernel;
    if (kernel === undefined || bytes.buffer !== kernel.input.buffer || bytes[end - 1] !== newlineByte) return start;
    const stdout = this.#stdout;
    const stderr = this.#stderr;
    const mixed = this.#selection.mixed === true;
    const room = end - start;
    if (!hasRoom(stdout, kernel.stdout, room) || !(mixed || hasRoom(stderr, kernel.stderr, room))) return start;
    if (!stdout.atLineStart || !stderr.atLineStart) return start;
    const stopped = kernel.strip(start, end, { stdout: stdout.target, stderr: stderr.target, mixed });
    if (stopped > start) this.#isFirst = false;
    return stopped;
  }

  /** What is ready to be written. */
  *take(): Generator<LogText> {
    const { target } = this.#stdout;
    if (target.length > 0) yield { stream: 'stdout', bytes: target.bytes.subarray(0, target.length) };
    target.length = 0;
    if (this.#kernel !== undefined) target.bytes = this.#kernel.stdout;
    const other = this.#stderr.target;
    if (other.length > 0) yield { stream: 'stderr', bytes: other.bytes.subarray(0, other.length) };
    other.length = 0;
    if (this.#kernel !== undefined && other !== target) other.bytes = this.#kernel.stderr;
  }

  /** The log is over: gives out what was held back for its newline. */
  finish(): void {
    for (const state of [this.#stdout, this.#stderr]) this.#release(state);
  }

  #isWanted(file: Buffer): boolean {
    const { since, until, stream } = this.#selection;
    if (stream !== undefined && stream !== this.#line.stream) return false;
    if (!this.#readsTime) return true;
    if (!this.#stamp.read(file, this.#line)) return false;
    if (since !== undefined && isBefore(this.#stamp, since)) return false;
    if (until === undefined || !isBefore(until, this.#stamp)) return true;
    this.sawLaterLine = true;
    return false;
  }

  #put(file: Buffer): void {
    const { textStart, textEnd, bytes, partial, stream } = this.#line;
    const state = stream === 'stdout' ? this.#stdout : this.#stderr;
    const { target } = state;
    reserve(target, textEnd - textStart + stampRoom);
    let at = target.length;
    if (state.atLineStart && this.#selection.timestamps) at = writeStamp(file, this.#line, target.bytes, at);
    at += bytes.copy(target.bytes, at, textStart, textEnd);
    state.atLineStart = !partial;
    if (this.#selection.mixed && (partial || state.held.length > 0)) this.#hold(state, at);
    else this.#commit(target, at);
  }

  /** Counts what was written behind the target's length, as far as the limit allows. */
  #commit(target: Gathered, end: number): void {
    const count = Math.min(end - target.length, this.#remaining);
    this.#remaining -= count;
    target.length += count;
    if (this.#remaining <= 0) this.isFull = true;
  }

  #hold(state: StreamState, end: number): void {
    const { target } = state;
    state.held.push(Buffer.from(target.bytes.subarray(target.length, end)));
    state.heldBytes += end - target.length;
    if (state.atLineStart || state.heldBytes > mostHeld) this.#release(state);
  }

  #release(state: StreamState): void {
    const { target, held, heldBytes } = state;
    if (held.length === 0 || this.isFull) return;
    reserve(target, heldBytes);
    let at = target.length;
    for (const piece of held) at += piece.copy(target.bytes, at);
    state.held = [];
    state.heldBytes = 0;
    this.#commit(target, at);
  }

  /** A log that starts with something else is no log; one bad line in the middle is skipped, as crictl does. */
  #reject(bytes: Buffer, start: number, end: number): void {
    const text = JSON.stringify(bytes.toString('utf8', start, Math.min(end, start + 100)).trimEnd());
    if (this.#isFirst) throw new CrixError('failure', `log does not start with a container log line: ${text}`);
    this.#selection.onBadLine?.(text);
  }
}
