// The two formats a container's log file may have: CRI's `TIME STREAM TAG TEXT` and docker's json-file. Lines are read in
// place, as offsets into the file's bytes: a string per line would cost more than reading the file.

export type StreamName = 'stdout' | 'stderr';

const newline = 10;
const space = 32;
const dash = 45;
const dot = 46;
const colon = 58;
const nine = 57;
const zero = 48;
const letterF = 70;
const letterP = 80;
const letterT = 84;
const letterE = 101;
const letterO = 111;
const brace = 123;

/** One line of a log file. Reused from line to line: all offsets are valid until the next `parseLine`. */
export interface LogLine {
  /** The bytes that `text` lies in: the file's, or a decoded copy for json-file lines. */
  bytes: Buffer;
  textStart: number;
  /** Behind the text and, in a whole line, its newline. */
  textEnd: number;
  /** Where the time stands in the file's own bytes. */
  stampStart: number;
  stampEnd: number;
  stream: StreamName;
  /** More text of the same line follows in another record of the same stream. */
  partial: boolean;
}

export function newLine(): LogLine {
  return {
    bytes: Buffer.alloc(0),
    textStart: 0,
    textEnd: 0,
    stampStart: 0,
    stampEnd: 0,
    stream: 'stdout',
    partial: false,
  };
}

/** Reads the line in `file` from `start` to `end` (behind its newline, if it has one) into `line`; false: it is no log line. */
export function parseLine(file: Buffer, start: number, end: number, line: LogLine): boolean {
  return file[start] === brace ? parseJsonLine(file, start, end, line) : parseCriLine(file, start, end, line);
}

function parseCriLine(file: Buffer, start: number, end: number, line: LogLine): boolean {
  // The shortest stamp is 2015-01-01T00:00:01Z.
  const at = spaceFrom(file, start + 20, end);
  if (at + 9 >= end || !isStamp(file, start)) return false;
  const stream = streamAt(file, at + 1);
  if (stream === undefined || file[at + 7] !== space) return false;
  const tag = file[at + 8];
  if (tag !== letterF && tag !== letterP) return false;
  let text = at + 9;
  // Tags after the first are separated by colons; none is defined yet.
  if (file[text] === colon) text = spaceFrom(file, text, end);
  if (text >= end || file[text] !== space) return false;
  line.bytes = file;
  line.stampStart = start;
  line.stampEnd = at;
  line.stream = stream;
  line.partial = tag === letterP;
  line.textStart = text + 1;
  line.textEnd = line.partial && file[end - 1] === newline ? end - 1 : end;
  return true;
}

function spaceFrom(file: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && file[at] !== space) at++;
  return at;
}

/** Only the shape: whoever needs the time reads it with StampReader. */
function isStamp(file: Buffer, at: number): boolean {
  return file[at + 4] === dash && file[at + 7] === dash && file[at + 10] === letterT && file[at + 13] === colon;
}

function streamAt(file: Buffer, at: number): StreamName | undefined {
  if (file[at] !== 115 || file[at + 1] !== 116 || file[at + 2] !== 100) return undefined;
  if (file[at + 3] === letterO && file[at + 4] === 117 && file[at + 5] === 116) return 'stdout';
  if (file[at + 3] === letterE && file[at + 4] === 114 && file[at + 5] === 114) return 'stderr';
  return undefined;
}

function parseJsonLine(file: Buffer, start: number, end: number, line: LogLine): boolean {
  const record = jsonRecord(file.toString('utf8', start, end));
  if (record === undefined) return false;
  const stamp = file.indexOf(record.time, start, 'latin1');
  if (stamp === -1 || stamp >= end) return false;
  line.bytes = Buffer.from(record.log, 'utf8');
  line.textStart = 0;
  line.textEnd = line.bytes.length;
  line.stampStart = stamp;
  line.stampEnd = stamp + record.time.length;
  line.stream = record.stream;
  // dockerd cuts long lines too, and only the last piece ends in a newline.
  line.partial = !record.log.endsWith('\n');
  return true;
}

function jsonRecord(text: string): { log: string; stream: StreamName; time: string } | undefined {
  try {
    const { log, stream, time } = JSON.parse(text) as Record<string, unknown>;
    if (typeof log !== 'string' || typeof time !== 'string' || time.length < 20) return undefined;
    return stream === 'stdout' || stream === 'stderr' ? { log, stream, time } : undefined;
  } catch {
    return undefined;
  }
}

/** The most bytes that `writeStamp` puts down. */
export const stampRoom = 40;

/** Writes a line's time with exactly nine digits behind the point, and a space; returns the offset behind it. */
export function writeStamp(file: Buffer, line: LogLine, target: Buffer, offset: number): number {
  let from = line.stampStart;
  let to = offset;
  const seconds = from + 19;
  while (from < seconds) target[to++] = file[from++] as number;
  target[to++] = dot;
  if (file[from] === dot) from++;
  let digits = 0;
  for (; digits < 9 && isDigit(file[from]); digits++) target[to++] = file[from++] as number;
  for (; digits < 9; digits++) target[to++] = zero;
  while (isDigit(file[from])) from++;
  while (from < line.stampEnd && to < offset + stampRoom - 1) target[to++] = file[from++] as number;
  target[to++] = space;
  return to;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}
