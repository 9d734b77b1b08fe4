import { type LogLine, newLine, parseLine, type StreamName, stampRoom, writeStamp } from './line.ts';
import { type LogRange, openLog } from './open.ts';
import type { LineSelection } from './render.ts';
import { lineChunks } from './source.ts';
import { isBefore, StampReader } from './stamp.ts';

/** One line of a log, joined from its pieces, for those who need lines apart: several logs at once, or a page about one. */
export interface LogRecord {
  /** Nanoseconds since 1970. */
  time: bigint;
  stream: StreamName;
  /** The time as it is shown, when asked for, and the text with its newline, if it has one. */
  bytes: Buffer;
}

/** More of an unfinished line than this is given out as it comes. */
const mostJoined = 1 << 20;

interface Pieces {
  first: LogRecord;
  rest: Buffer[];
  length: number;
}

/** The lines of a log, in batches as they become known. @throws CrixError when the file is not there */
export async function* readRecords(path: string, options: LogRange & LineSelection): AsyncGenerator<LogRecord[]> {
  const reader = new RecordReader(options);
  for await (const { bytes, end } of lineChunks(await openLog(path, options))) {
    const batch = reader.add(bytes, end);
    if (batch.length > 0) yield batch;
    if (reader.sawLaterLine && options.follow) break;
  }
  const rest = reader.finish();
  if (rest.length > 0) yield rest;
}

class RecordReader {
  /** A line later than `until` was seen. */
  sawLaterLine = false;
  readonly #options: LineSelection;
  readonly #line = newLine();
  readonly #stamp = new StampReader();
  readonly #open: Partial<Record<StreamName, Pieces>> = {};

  constructor(options: LineSelection) {
    this.#options = options;
  }

  add(bytes: Buffer, end: number): LogRecord[] {
    const batch: LogRecord[] = [];
    for (let start = 0; start < end; ) {
      const newline = bytes.indexOf(10, start) + 1;
      const next = newline === 0 || newline > end ? end : newline;
      if (!parseLine(bytes, start, next, this.#line) || !this.#stamp.read(bytes, this.#line)) {
        this.#options.onBadLine?.(JSON.stringify(bytes.toString('utf8', start, Math.min(next, start + 100)).trimEnd()));
      } else if (this.#isWanted()) {
        this.#put(bytes, batch);
      }
      start = next;
    }
    return batch;
  }

  /** Lines whose end never came. */
  finish(): LogRecord[] {
    return Object.values(this.#open).map(joined);
  }

  #isWanted(): boolean {
    const { since, until, stream } = this.#options;
    if (stream !== undefined && this.#line.stream !== stream) return false;
    if (since !== undefined && isBefore(this.#stamp, since)) return false;
    if (until === undefined || !isBefore(until, this.#stamp)) return true;
    this.sawLaterLine = true;
    return false;
  }

  #put(bytes: Buffer, batch: LogRecord[]): void {
    const { stream, partial } = this.#line;
    const pieces = this.#open[stream];
    if (pieces === undefined) {
      const first = this.#record(bytes);
      if (partial) this.#open[stream] = { first, rest: [], length: first.bytes.length };
      else batch.push(first);
      return;
    }
    const text = textOf(this.#line);
    pieces.rest.push(text);
    pieces.length += text.length;
    if (partial && pieces.length <= mostJoined) return;
    batch.push(joined(pieces));
    delete this.#open[stream];
  }

  #record(bytes: Buffer): LogRecord {
    const record = { time: this.#stamp.nanoseconds(), stream: this.#line.stream };
    if (!this.#options.timestamps) return { ...record, bytes: textOf(this.#line) };
    const shown = Buffer.alloc(stampRoom);
    const stamp = shown.subarray(0, writeStamp(bytes, this.#line, shown, 0));
    return { ...record, bytes: Buffer.concat([stamp, textOf(this.#line)]) };
  }
}

function joined({ first, rest }: Pieces): LogRecord {
  return rest.length === 0 ? first : { ...first, bytes: Buffer.concat([first.bytes, ...rest]) };
}

/** A copy: the chunk that the line lies in is used again. */
function textOf(line: LogLine): Buffer {
  return Buffer.from(line.bytes.subarray(line.textStart, line.textEnd));
}
