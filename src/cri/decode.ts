import type { Mask } from './api.ts';
import {
  blankMessage,
  type Draft,
  emptyList,
  emptyMap,
  type Plan,
  planFor,
  type Step,
  type WantedKey,
} from './decode-plan.ts';
import type { Table } from './table.ts';
import { keyTag, Reader, valueTag, wireType } from './wire.ts';

/**
 * Bytes → message. Unknown fields are skipped; fields outside the mask are skipped without a look and hold their zero values.
 * @throws CrixError of kind runtime, for bytes that are no protobuf
 */
export function decode<T>(table: Table<T>, bytes: Uint8Array, mask?: Mask): T {
  const plan = planFor(table, mask);
  const message = blankMessage(plan);
  readFields(table.name, bytes, plan, message);
  return message as T;
}

/** Adds fields to a message. `what` is its name, for errors. */
export function readFields(what: string, bytes: Uint8Array, plan: Plan, message: Draft): void {
  readMessage(new Reader(bytes, what), bytes.length, plan, message);
}

function readMessage(reader: Reader, end: number, plan: Plan, message: Draft): void {
  const { steps } = plan;
  const { bytes } = reader;
  while (reader.pos < end) {
    reader.pos = skipShort(bytes, reader.pos, end, steps);
    if (reader.pos === end) return;
    const tag = reader.tag();
    const step = steps[tag >>> 3];
    if (step === undefined) reader.skip(tag, end);
    else if ((tag & 7) === step.wire) readField(reader, end, step, message);
    else if ((tag & 7) === wireType.bytes && step.isList) readPacked(reader, end, step, message);
    else reader.skip(tag, end);
  }
  reader.checkEnd(end);
}

/**
 * Goes past texts and map entries of fewer than 128 bytes that nobody asked for, and stops before anything else. They are
 * nearly all of a large list, which is read before a compiler has warmed to the code: so there are no calls in this loop.
 */
function skipShort(bytes: Uint8Array, start: number, end: number, steps: Plan['steps']): number {
  let at = start;
  while (at < end) {
    const tag = bytes[at] as number;
    const length = bytes[at + 1] as number;
    const next = at + 2 + length;
    if (tag < 8 || tag > 127 || (tag & 7) !== wireType.bytes || !(length < 128) || next > end) return at;
    const step = steps[tag >>> 3];
    if (step !== undefined) {
      // An entry begins, as all do, with its key, and no wanted key has that length.
      const { keyLengths } = step;
      if (keyLengths === undefined || bytes[at + 2] !== keyTag) return at;
      const keyLength = bytes[at + 3] as number;
      if (keyLength > 127 || keyLength + 2 > length || keyLengths[keyLength] === true) return at;
    }
    at = next;
  }
  return at;
}

function readField(reader: Reader, end: number, step: Step, message: Draft): void {
  const { name } = step;
  if (step.kind === 'p') {
    readEntry(reader, end, step, message);
  } else if (step.isList) {
    listIn(message, name).push(readValue(reader, end, step, undefined));
  } else {
    message[name] = readValue(reader, end, step, message[name]);
  }
}

/** `before` is a message sent earlier for the same field: both parts count. */
function readValue(reader: Reader, end: number, step: Step, before: unknown): unknown {
  switch (step.kind) {
    case 's': {
      const length = reader.length(end);
      const start = reader.pos;
      reader.pos += length;
      return reader.text(start, reader.pos);
    }
    case 'm': {
      const length = reader.length(end);
      const plan = step.plan();
      const part = (before as Draft | undefined) ?? blankMessage(plan);
      readMessage(reader, reader.pos + length, plan, part);
      return part;
    }
    case 'y': {
      const length = reader.length(end);
      const start = reader.pos;
      reader.pos += length;
      return new Uint8Array(reader.bytes.subarray(start, reader.pos));
    }
    case 'd':
      return readDouble(reader, end);
    default:
      return readNumber(reader, end, step);
  }
}

function readNumber(reader: Reader, end: number, step: Step): unknown {
  const low = reader.varint();
  reader.checkEnd(end);
  switch (step.kind) {
    case 'b':
      return (low | reader.high) !== 0;
    case 'i':
      return low;
    case 'u':
      return low >>> 0;
    case 'e':
      return step.names.get(low) ?? low;
    default:
      return toBigInt(low, reader.high, step.kind === 'l');
  }
}

const scratch = new DataView(new ArrayBuffer(8));

/** One bigint is allocated, where shifting and adding would take three. */
function toBigInt(low: number, high: number, isSigned: boolean): bigint {
  if (high === 0) return BigInt(low >>> 0);
  scratch.setInt32(0, low, true);
  scratch.setInt32(4, high, true);
  return isSigned ? scratch.getBigInt64(0, true) : scratch.getBigUint64(0, true);
}

function readDouble(reader: Reader, end: number): number {
  const start = reader.pos;
  reader.pos += 8;
  reader.checkEnd(end);
  return reader.bytes.readDoubleLE(start);
}

function readPacked(reader: Reader, end: number, step: Step, message: Draft): void {
  const length = reader.length(end);
  const packedEnd = reader.pos + length;
  const list = listIn(message, step.name);
  while (reader.pos < packedEnd) list.push(readValue(reader, packedEnd, step, undefined));
}

function listIn(message: Draft, name: string): unknown[] {
  let list = message[name] as unknown[];
  if (list === emptyList) message[name] = list = [];
  return list;
}

/** A map entry is a message of a key (1) and a value (2). Keys nobody wants are compared as bytes, never made into strings. */
function readEntry(reader: Reader, end: number, step: Step, message: Draft): void {
  const entryEnd = reader.length(end) + reader.pos;
  let keyStart = 0;
  let keyEnd = 0;
  let valueStart = 0;
  let valueEnd = 0;
  while (reader.pos < entryEnd) {
    const tag = reader.tag();
    if (tag !== keyTag && tag !== valueTag) {
      reader.skip(tag, entryEnd);
      continue;
    }
    const length = reader.length(entryEnd);
    const start = reader.pos;
    reader.pos += length;
    if (tag === keyTag) [keyStart, keyEnd] = [start, reader.pos];
    else [valueStart, valueEnd] = [start, reader.pos];
  }
  const key =
    step.keys === undefined ? reader.text(keyStart, keyEnd) : keyAt(step.keys, reader.bytes, keyStart, keyEnd);
  if (key === undefined) return;
  let map = message[step.name] as Record<string, string>;
  if (map === emptyMap) message[step.name] = map = Object.create(null);
  map[key] = reader.text(valueStart, valueEnd);
}

/** The wanted key that is written there: the same text each time, where decoding it would make a new one. */
function keyAt(wanted: readonly WantedKey[], bytes: Uint8Array, start: number, end: number): string | undefined {
  for (const key of wanted) if (isAt(key.bytes, bytes, start, end)) return key.text;
  return undefined;
}

function isAt(wanted: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (wanted.length !== end - start) return false;
  // From the back: keys of one owner begin alike.
  for (let index = wanted.length - 1; index >= 0; index--) if (wanted[index] !== bytes[start + index]) return false;
  return true;
}
