import type { Mask } from './api.ts';
import { readFields } from './decode.ts';
import { blankMessage, planFor } from './decode-plan.ts';
import type { Table } from './table.ts';
import { wireType } from './wire.ts';

/** Decodes a message while it arrives. */
export interface PieceDecoder<T> {
  /** Takes the next bytes; they may change afterwards. Never throws: what is wrong is said by `finish`. */
  push(piece: Uint8Array): void;
  /** @throws CrixError of kind runtime, for bytes that are no protobuf */
  finish(): T;
}

/** Enough that few elements are moved; a larger field makes the buffer grow. */
const bufferBytes = 32 * 1024;

/** As `decode`, but only fields that are not complete yet are kept as bytes: a large list needs no second place in memory. */
export function pieceDecoder<T>(table: Table<T>, mask: Mask | undefined): PieceDecoder<T> {
  const plan = planFor(table, mask);
  const message = blankMessage(plan);
  let buffer: Buffer | undefined;
  let fill = 0;
  let failure: { error: unknown } | undefined;
  let heap: Promise<() => void> | undefined;

  function readWholeFields(): void {
    if (buffer === undefined) return;
    const end = endOfWholeFields(buffer, fill);
    readFields(table.name, buffer.subarray(0, end), plan, message);
    buffer.copyWithin(0, end, fill);
    fill -= end;
  }
  function take(piece: Uint8Array): void {
    buffer ??= Buffer.allocUnsafeSlow(Math.max(bufferBytes, piece.length));
    if (fill + piece.length > buffer.length) {
      heap ??= steadyHeap();
      readWholeFields();
    }
    if (fill + piece.length > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (fill + piece.length));
      buffer.copy(larger, 0, 0, fill);
      buffer = larger;
    }
    buffer.set(piece, fill);
    fill += piece.length;
  }
  return {
    push(piece) {
      if (failure !== undefined) return;
      try {
        take(piece);
      } catch (error) {
        failure = { error };
      }
    },
    finish() {
      heap?.then((restore) => restore()).catch(() => undefined);
      if (failure !== undefined) throw failure.error;
      if (buffer !== undefined) readFields(table.name, buffer.subarray(0, fill), plan, message);
      return message as T;
    },
  };
}

/**
 * Of what is made while a large list is decoded nearly all stays. V8 would answer with a young generation that grows to three
 * times the list; kept as it is, it is no slower.
 */
async function steadyHeap(): Promise<() => void> {
  if ('Bun' in globalThis) return () => undefined;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  return () => setFlagsFromString('--semi-space-growth-factor=2');
}

/** Where the last field ends that lies whole in the first `fill` bytes. Groups, which nobody sends, are left for later. */
function endOfWholeFields(bytes: Uint8Array, fill: number): number {
  for (let end = 0; ; ) {
    const afterTag = endOfVarint(bytes, end);
    const wire = (bytes[end] ?? 0) & 7;
    let next = Number.POSITIVE_INFINITY;
    if (wire === wireType.bytes) next = endOfVarint(bytes, afterTag) + varintAt(bytes, afterTag);
    else if (wire === wireType.varint) next = endOfVarint(bytes, afterTag);
    else if (wire === wireType.fixed64) next = afterTag + 8;
    else if (wire === wireType.fixed32) next = afterTag + 4;
    if (next > fill) return end;
    end = next;
  }
}

function endOfVarint(bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at] ?? 0) > 127) at++;
  return at + 1;
}

function varintAt(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start, factor = 1; ; at++, factor *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
}
