/**
 * SPDY/3.1 framing, as much of it as container runtimes use. Every frame has an eight-byte head; the first bit tells control
 * frames from data frames.
 *   control: 1 | version (15) | type (16) | flags (8) | length (24)
 *   data:    0 | stream id (31)           | flags (8) | length (24)
 */
const version = 3;

export const frameType = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
} as const;
export const flagFin = 1;
const headBytes = 8;
/** Control frames carry a few short headers; more means that the two sides have lost each other. */
const maxControlBytes = 1024 * 1024;

export function controlFrame(type: number, flags: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headBytes + payload.length);
  frame.writeUInt16BE(0x8000 | version, 0);
  frame.writeUInt16BE(type, 2);
  frame.writeUInt32BE(flags * 0x1000000 + payload.length, 4);
  frame.set(payload, headBytes);
  return frame;
}

/** Only the head: the payload follows as its own write, so that it need not be copied. */
export function dataHead(streamId: number, flags: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32BE(streamId, 0);
  head.writeUInt32BE(flags * 0x1000000 + length, 4);
  return head;
}

export function synStream(streamId: number, headerBlock: Uint8Array): Buffer {
  const payload = Buffer.alloc(10 + headerBlock.length);
  payload.writeUInt32BE(streamId, 0);
  payload.set(headerBlock, 10);
  return controlFrame(frameType.synStream, 0, payload);
}

export function ping(id: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(id, 0);
  return controlFrame(frameType.ping, 0, payload);
}

export interface FrameSink {
  onControl(type: number, flags: number, payload: Buffer): void;
  /** A piece of a data frame, as it came from the socket. */
  onData(streamId: number, piece: Buffer): void;
  /** A data frame with FIN is complete. */
  onFin(streamId: number): void;
}

/** Cuts a byte stream into frames. Data is handed on in pieces without being copied or gathered. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #head = Buffer.alloc(headBytes);
  #headFilled = 0;
  /** Payload bytes of the current frame that are still to come. */
  #remaining = 0;
  #control: { type: number; flags: number; payload: Buffer; filled: number } | undefined;
  #data: { streamId: number; isLast: boolean } | undefined;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** @throws Error when the bytes are no SPDY */
  push(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length) {
      offset += this.#headFilled < headBytes ? this.#takeHead(chunk, offset) : this.#takePayload(chunk, offset);
    }
  }

  #takeHead(chunk: Buffer, offset: number): number {
    const taken = Math.min(headBytes - this.#headFilled, chunk.length - offset);
    chunk.copy(this.#head, this.#headFilled, offset, offset + taken);
    this.#headFilled += taken;
    if (this.#headFilled === headBytes) this.#begin();
    return taken;
  }

  #begin(): void {
    const first = this.#head.readUInt32BE(0);
    const flags = this.#head[4] as number;
    this.#remaining = this.#head.readUIntBE(5, 3);
    if (first < 0x80000000) {
      this.#data = { streamId: first, isLast: (flags & flagFin) !== 0 };
    } else {
      if (first >>> 16 !== (0x8000 | version)) throw new Error(`not a SPDY/3 frame: ${this.#head.toString('hex')}`);
      if (this.#remaining > maxControlBytes) throw new Error(`a control frame of ${this.#remaining} bytes`);
      this.#control = { type: first & 0xffff, flags, payload: Buffer.alloc(this.#remaining), filled: 0 };
    }
    if (this.#remaining === 0) this.#finish();
  }

  #takePayload(chunk: Buffer, offset: number): number {
    const taken = Math.min(this.#remaining, chunk.length - offset);
    const piece = chunk.subarray(offset, offset + taken);
    this.#remaining -= taken;
    if (this.#data) {
      this.#sink.onData(this.#data.streamId, piece);
    } else if (this.#control) {
      this.#control.payload.set(piece, this.#control.filled);
      this.#control.filled += taken;
    }
    if (this.#remaining === 0) this.#finish();
    return taken;
  }

  #finish(): void {
    const control = this.#control;
    const data = this.#data;
    this.#headFilled = 0;
    this.#control = undefined;
    this.#data = undefined;
    if (data?.isLast) this.#sink.onFin(data.streamId);
    if (control) this.#sink.onControl(control.type, control.flags, control.payload);
  }
}
