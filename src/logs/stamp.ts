import type { LogLine } from './line.ts';

/** A point in time in two numbers: comparing bigints for every line of a large log costs more than reading it. */
export interface Moment {
  seconds: number;
  nanos: number;
}

export function toMoment(nanoseconds: bigint): Moment {
  const nanos = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return { seconds: Number((nanoseconds - nanos) / 1_000_000_000n), nanos: Number(nanos) };
}

export function isBefore(one: Moment, other: Moment): boolean {
  return one.seconds < other.seconds || (one.seconds === other.seconds && one.nanos < other.nanos);
}

const dot = 46;
const zero = 48;
const letterZ = 90;
const minus = 45;

/** Reads the times of lines, byte by byte; `seconds` and `nanos` hold the last one. Days are looked up once, then kept. */
export class StampReader implements Moment {
  seconds = 0;
  nanos = 0;
  #day = -1;
  #daySeconds = 0;

  /** False when the line's time is not RFC 3339. */
  read(file: Buffer, line: LogLine): boolean {
    const at = line.stampStart;
    const day = digits(file, at, 4) * 10_000 + digits(file, at + 5, 2) * 100 + digits(file, at + 8, 2);
    const time = digits(file, at + 11, 2) * 3600 + digits(file, at + 14, 2) * 60 + digits(file, at + 17, 2);
    if (!Number.isFinite(day + time)) return false;
    if (day !== this.#day) {
      this.#day = day;
      this.#daySeconds = Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / 1000;
    }
    let zone = at + 19;
    this.nanos = 0;
    if (file[zone] === dot) {
      let unit = 100_000_000;
      for (zone++; isDigit(file[zone]); zone++, unit /= 10) {
        if (unit >= 1) this.nanos += ((file[zone] as number) - zero) * unit;
      }
    }
    const offset = file[zone] === letterZ ? 0 : zoneSeconds(file, zone);
    this.seconds = this.#daySeconds + time - offset;
    return Number.isFinite(this.seconds) && zone < line.stampEnd;
  }

  nanoseconds(): bigint {
    return BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanos);
  }
}

function zoneSeconds(file: Buffer, at: number): number {
  const seconds = digits(file, at + 1, 2) * 3600 + digits(file, at + 4, 2) * 60;
  return file[at] === minus ? -seconds : seconds;
}

/** NaN when one of the bytes is no digit. */
function digits(file: Buffer, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    if (!isDigit(file[index])) return Number.NaN;
    value = value * 10 + (file[index] as number) - zero;
  }
  return value;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9;
}
