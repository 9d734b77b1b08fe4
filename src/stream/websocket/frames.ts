import { randomFillSync } from 'node:crypto';

/**
 * RFC 6455 framing. A frame is: FIN and opcode (1 byte), mask bit and length (1, 3 or 9 bytes), the mask (4 bytes, only from
 * client to server), payload. A message may be cut into several frames, with control frames in between.
 */
export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
/** The RFC's limit for control frames. */
const maxControlBytes = 125;

/** A whole client frame, masked as the RFC demands. */
export function clientFrame(op: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const headBytes = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + 4 + length);
  frame[0] = 0x80 | op;
  if (headBytes === 2) {
    frame[1] = 0x80 | length;
  } else if (headBytes === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  randomFillSync(frame, headBytes, 4);
  const start = headBytes + 4;
  let offset = start;
  for (const part of parts) {
    frame.set(part, offset);
    offset += part.length;
  }
  for (let index = start; index < frame.length; index++) {
    frame[index] = (frame[index] as number) ^ (frame[headBytes + ((index - start) & 3)] as number);
  }
  return frame;
}

interface Frame {
  readonly op: number;
  readonly isFinal: boolean;
  /** Payload bytes that are still to come. */
  remaining: number;
}

export interface MessageSink {
  /** A piece of a message. `isStart` for its first piece, which may be empty. */
  onPiece(piece: Buffer, isStart: boolean): void;
  onMessageEnd(): void;
  onControl(op: number, payload: Buffer): void;
}

/** Cuts a byte stream into messages; their payload is handed on in pieces without being gathered. */
export class MessageReader {
  readonly #sink: MessageSink;
  /** Bytes of a frame's head that are not yet complete. */
  #head = Buffer.alloc(0);
  #frame: Frame | undefined;
  #control = Buffer.alloc(0);
  #isInMessage = false;

  constructor(sink: MessageSink) {
    this.#sink = sink;
  }

  /** @throws Error when the bytes are no WebSocket frames */
  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#frame === undefined) {
        rest = this.#takeHead(rest);
      } else {
        const piece = rest.subarray(0, this.#frame.remaining);
        rest = rest.subarray(piece.length);
        this.#takePayload(this.#frame, piece);
      }
    }
  }

  /** Returns what is left of the bytes. */
  #takeHead(bytes: Buffer): Buffer {
    const known = Buffer.concat([this.#head, bytes.subarray(0, 14 - this.#head.length)]);
    const headBytes = headLength(known);
    if (headBytes === undefined || known.length < headBytes) {
      this.#head = known;
      return bytes.subarray(bytes.length);
    }
    const taken = headBytes - this.#head.length;
    this.#head = Buffer.alloc(0);
    this.#begin(known.subarray(0, headBytes));
    return bytes.subarray(taken);
  }

  #begin(head: Buffer): void {
    const first = head[0] as number;
    const second = head[1] as number;
    const op = first & 0x0f;
    const shortLength = second & 0x7f;
    const remaining =
      shortLength < 126 ? shortLength : shortLength === 126 ? head.readUInt16BE(2) : Number(head.readBigUInt64BE(2));
    if ((second & 0x80) !== 0) throw new Error('a masked WebSocket frame from the server');
    if ((first & 0x70) !== 0) throw new Error('a WebSocket frame with unknown bits');
    if (op >= opcode.close && remaining > maxControlBytes)
      throw new Error('a WebSocket control frame that is too long');
    this.#frame = { op, isFinal: (first & 0x80) !== 0, remaining };
    if (remaining === 0) this.#takePayload(this.#frame, Buffer.alloc(0));
  }

  #takePayload(frame: Frame, piece: Buffer): void {
    frame.remaining -= piece.length;
    const isComplete = frame.remaining === 0;
    if (isComplete) this.#frame = undefined;
    if (frame.op >= opcode.close) {
      this.#control = Buffer.concat([this.#control, piece]);
      if (isComplete) {
        this.#sink.onControl(frame.op, this.#control);
        this.#control = Buffer.alloc(0);
      }
      return;
    }
    const isStart = !this.#isInMessage;
    this.#isInMessage = !(isComplete && frame.isFinal);
    this.#sink.onPiece(piece, isStart);
    if (!this.#isInMessage) this.#sink.onMessageEnd();
  }
}

/** Undefined when more bytes are needed to tell. */
function headLength(bytes: Buffer): number | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const lengthBytes = (second & 0x7f) < 126 ? 0 : (second & 0x7f) === 126 ? 2 : 8;
  return 2 + lengthBytes + ((second & 0x80) === 0 ? 0 : 4);
}
