import { CrixError } from '../errors.ts';
import type { Kind } from './table.ts';

/** How a value is laid out: the low three bits of a field's tag. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

export function wireOf(kind: Kind): number {
  if (kind === 'd') return wireType.fixed64;
  return 'sypm'.includes(kind) ? wireType.bytes : wireType.varint;
}

/** A map travels as a list of messages with two texts in each. */
export const keyTag = (1 << 3) | wireType.bytes;
export const valueTag = (2 << 3) | wireType.bytes;

/** Node and Bun have it on every Buffer; it is the fastest way from bytes to a short string and replaces invalid UTF-8. */
type Utf8Slice = { utf8Slice(start: number, end: number): string };

/** Reads protobuf's basic items. Reading past the end is noticed by `checkEnd`, so loops stay short. */
export class Reader {
  readonly bytes: Buffer;
  private readonly what: string;
  pos = 0;
  /** The upper 32 bits of the last varint. */
  high = 0;

  constructor(bytes: Uint8Array, what: string) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.what = what;
  }

  fail(problem: string): never {
    throw new CrixError('runtime', `cannot read the ${this.what} sent by the runtime: ${problem} at byte ${this.pos}`);
  }

  /** The lower 32 bits, signed; the upper ones are left in `high`. */
  varint(): number {
    const { bytes } = this;
    const first = bytes[this.pos++] as number;
    if (first < 128) {
      this.high = 0;
      return first;
    }
    return this.longVarint(first);
  }

  private longVarint(first: number): number {
    let low = first & 127;
    let high = 0;
    for (let shift = 7; shift < 70; shift += 7) {
      const byte = this.bytes[this.pos++] ?? this.fail('a number is cut off');
      const bits = byte & 127;
      if (shift <= 28) low |= bits << shift;
      // The fifth byte straddles both halves.
      if (shift === 28) high = bits >>> 4;
      else if (shift > 28) high |= bits << (shift - 32);
      if (byte < 128) {
        this.high = high;
        return low;
      }
    }
    return this.fail('a number is longer than ten bytes');
  }

  /** A length that fits before `end`; afterwards `pos` is at the first byte of the content. */
  length(end: number): number {
    let length = this.bytes[this.pos] as number;
    if (length < 128) {
      this.pos++;
    } else {
      length = this.varint() >>> 0;
      if (this.high !== 0) length = Number.POSITIVE_INFINITY;
    }
    // Written so that a missing byte, which is no number, fails too.
    if (!(this.pos + length <= end)) this.fail(`a length of ${length} runs past the end`);
    return length;
  }

  tag(): number {
    const tag = this.varint();
    if (this.high !== 0 || tag >>> 3 === 0) this.fail('an impossible field number');
    return tag >>> 0;
  }

  text(start: number, end: number): string {
    return start === end ? '' : (this.bytes as Buffer & Utf8Slice).utf8Slice(start, end);
  }

  checkEnd(end: number): void {
    if (this.pos > end) this.fail('a value is cut off');
  }

  /** Goes past a value that nobody asked for. */
  skip(tag: number, end: number): void {
    const wire = tag & 7;
    if (wire === wireType.bytes) {
      const length = this.length(end);
      this.pos += length;
      return;
    }
    if (wire === wireType.varint) this.varint();
    else if (wire === wireType.fixed64) this.pos += 8;
    else if (wire === wireType.fixed32) this.pos += 4;
    else if (wire === wireType.startGroup) this.skipGroup(end);
    else this.fail(`an impossible wire type ${wire}`);
    this.checkEnd(end);
  }

  /** Counts depth instead of recursing: a hostile nest cannot exhaust the stack. */
  private skipGroup(end: number): void {
    for (let depth = 1; depth > 0; ) {
      if (this.pos >= end) this.fail('a group is cut off');
      const tag = this.tag();
      if ((tag & 7) === wireType.startGroup) depth++;
      else if ((tag & 7) === wireType.endGroup) depth--;
      else this.skip(tag, end);
    }
  }
}

/** Collects bytes and doubles its room when it runs out. */
export class Writer {
  private bytes = Buffer.allocUnsafe(256);
  private length = 0;

  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  /** An unsigned number below 2^32. */
  varint(value: number): void {
    let rest = value;
    this.room(5);
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** Any 64-bit number; negative ones take ten bytes, as protobuf wants for all its signed types. */
  varint64(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest > 127n) {
      this.byte(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.byte(Number(rest));
  }

  double(value: number): void {
    this.room(8);
    this.bytes.writeDoubleLE(value, this.length);
    this.length += 8;
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.varint(size);
    this.room(size);
    this.length += this.bytes.write(value, this.length);
  }

  raw(value: Uint8Array): void {
    this.varint(value.length);
    this.room(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  /** Whatever `write` writes, with its length before it. One byte is kept free for the length; long contents move up. */
  nested(write: () => void): void {
    this.byte(0);
    const start = this.length;
    write();
    const size = this.length - start;
    if (size < 128) {
      this.bytes[start - 1] = size;
      return;
    }
    const extra = size < 1 << 14 ? 1 : size < 1 << 21 ? 2 : size < 1 << 28 ? 3 : 4;
    this.room(extra);
    this.bytes.copyWithin(start + extra, start, this.length);
    this.length = start - 1;
    this.varint(size);
    this.length += size;
  }

  private room(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    this.bytes.copy(bigger, 0, 0, this.length);
    this.bytes = bigger;
  }
}
