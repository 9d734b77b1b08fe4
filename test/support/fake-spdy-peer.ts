import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { createInflate, constants as zlib } from 'node:zlib';
import { writeInPieces } from './fake-streaming-server.ts';

export interface SpdyStream {
  readonly id: number;
  readonly headers: Readonly<Record<string, string>>;
  received: Buffer;
  hasEnded: boolean;
}

/**
 * The runtime's side of a SPDY/3.1 connection, written from the specification and with a real zlib, so that it does not share
 * mistakes with the client it tests.
 */
export class SpdyPeer {
  readonly streams: SpdyStream[] = [];
  /** Types of the control frames that came, in order. */
  readonly controls: number[] = [];
  readonly #socket: Socket;
  readonly #pieceBytes: number | undefined;
  readonly #inflate = createInflate({ finishFlush: zlib.Z_SYNC_FLUSH });
  #waiting: (() => void)[] = [];
  #unread = Buffer.alloc(0);
  #work: Promise<void> = Promise.resolve();

  /** With `pieceBytes` everything is sent in pieces of so many bytes. */
  constructor(request: IncomingMessage, socket: Socket, pieceBytes?: number) {
    this.#socket = socket;
    this.#pieceBytes = pieceBytes;
    const protocol = request.headers['x-stream-protocol-version'];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
    );
    socket.on('data', (chunk) => {
      this.#unread = Buffer.concat([this.#unread, chunk]);
      this.#work = this.#work.then(() => this.#readFrames());
    });
    socket.on('close', () => this.#wake());
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  /** Waits until a condition holds; it is tried again at each frame and when the connection ends. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The stream with this `streamtype`, when the client has opened it. */
  async stream(type: string): Promise<SpdyStream> {
    const find = () => this.streams.find(({ headers }) => headers['streamtype'] === type);
    await this.until(() => find() !== undefined || this.isClosed);
    const stream = find();
    if (stream === undefined) throw new Error(`the client closed without a ${type} stream`);
    return stream;
  }

  /** Waits for the streams and takes them, as a runtime does before it starts the process. */
  async accept(...types: string[]): Promise<number[]> {
    const ids: number[] = [];
    for (const type of types) {
      const { id } = await this.stream(type);
      ids.push(id);
      await this.control(2, Buffer.concat([uint32(id), Buffer.from('780100000000', 'hex')]));
    }
    return ids;
  }

  async data(id: number, bytes: Buffer | string, isLast = false): Promise<void> {
    const payload = Buffer.from(bytes as string);
    const head = Buffer.concat([uint32(id), uint32((isLast ? 0x01000000 : 0) + payload.length)]);
    await this.#send(Buffer.concat([head, payload]));
  }

  async reset(id: number): Promise<void> {
    await this.control(3, Buffer.concat([uint32(id), uint32(5)]));
  }

  async control(type: number, payload: Buffer): Promise<void> {
    await this.#send(Buffer.concat([Buffer.from([0x80, 3, 0, type]), uint32(payload.length), payload]));
  }

  /** Ends the session as containerd does: outputs, status, resets, GOAWAY, close. */
  async finish(status: object | string, outputs: readonly number[], errorId: number): Promise<void> {
    for (const id of outputs) await this.data(id, '', true);
    await this.data(errorId, typeof status === 'string' ? status : JSON.stringify(status));
    await this.reset(errorId);
    await this.control(7, Buffer.alloc(8));
    this.#socket.end();
  }

  /** Sends raw bytes, respecting nothing. */
  raw(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Closes the connection without a status. */
  end(): void {
    this.#socket.end();
  }

  /** Bytes that the client's side has not taken from us. */
  get backlog(): number {
    return this.#socket.writableLength;
  }

  pauseReading(): void {
    this.#socket.pause();
  }

  async #send(bytes: Buffer): Promise<void> {
    if (this.#pieceBytes !== undefined) await writeInPieces(this.#socket, bytes, this.#pieceBytes);
    else if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  async #readFrames(): Promise<void> {
    for (;;) {
      const length = this.#unread.length < 8 ? Number.POSITIVE_INFINITY : this.#unread.readUIntBE(5, 3);
      if (this.#unread.length < 8 + length) return;
      const frame = this.#unread.subarray(0, 8 + length);
      this.#unread = this.#unread.subarray(8 + length);
      if ((frame[0] as number) < 0x80) this.#onData(frame);
      else await this.#onControl(frame.readUInt16BE(2), frame.subarray(8));
      this.#wake();
    }
  }

  #onData(frame: Buffer): void {
    const stream = this.streams.find(({ id }) => id === frame.readUInt32BE(0));
    if (stream === undefined) return;
    stream.received = Buffer.concat([stream.received, frame.subarray(8)]);
    if (frame[4] === 1) stream.hasEnded = true;
  }

  async #onControl(type: number, payload: Buffer): Promise<void> {
    this.controls.push(type);
    if (type !== 1) return;
    const headers = readHeaders(await this.#inflated(payload.subarray(10)));
    this.streams.push({ id: payload.readUInt32BE(0), headers, received: Buffer.alloc(0), hasEnded: false });
  }

  /** One zlib stream serves all header blocks, as in a real server. */
  async #inflated(block: Buffer): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer) => chunks.push(chunk);
    this.#inflate.on('data', collect);
    await new Promise<void>((resolve, reject) => {
      this.#inflate.write(block, (error) => (error ? reject(error) : resolve()));
    });
    await new Promise(setImmediate);
    this.#inflate.removeListener('data', collect);
    return Buffer.concat(chunks);
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function readHeaders(bytes: Buffer): Record<string, string> {
  const headers: Record<string, string> = {};
  let offset = 4;
  const text = (): string => {
    const length = bytes.readUInt32BE(offset);
    offset += 4 + length;
    return bytes.toString('utf8', offset - length, offset);
  };
  for (let count = bytes.readUInt32BE(0); count > 0; count--) headers[text()] = text();
  return headers;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}
