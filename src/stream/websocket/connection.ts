import { createHash, randomBytes } from 'node:crypto';
import { CrixError } from '../../errors.ts';
import type { DialOptions } from '../dial.ts';
import { listen, type Upgraded, upgrade } from '../upgrade.ts';
import { clientFrame, MessageReader, opcode } from './frames.ts';

/** The name runtimes of all versions know; newer clients that offer only v5 are refused with 403 by containerd. */
const protocol = 'v4.channel.k8s.io';
/** Fixed by RFC 6455: proves that the server understood the request. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** Runtimes drop a connection on a message of more than 32 MiB. */
const maxMessageBytes = 1024 * 1024;

export interface WebSocketEvents {
  /** A piece of a message on a channel; the message's first byte, which names the channel, is taken off. */
  onPiece(channel: number, piece: Buffer): void;
  onMessageEnd(channel: number): void;
  onDrain(): void;
  /** Once, at the end. */
  onClose(error?: Error): void;
}

/** Switches a streaming URL to WebSocket with Kubernetes' channel protocol. @throws CrixError */
export async function upgradeToWebSocket(url: string, options: DialOptions): Promise<Upgraded> {
  const key = randomBytes(16).toString('base64');
  const headers = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Key', key],
    ['Sec-WebSocket-Protocol', protocol],
  ] as const;
  const upgraded = await upgrade(url, { method: 'GET', headers }, options);
  const expected = createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64');
  if (upgraded.headers.get('sec-websocket-accept') !== expected) {
    upgraded.socket.destroy();
    throw new CrixError(
      'runtime',
      `the streaming server at ${upgraded.target.authority} did not answer as a WebSocket`,
    );
  }
  return upgraded;
}

/** The client's side of a WebSocket whose messages begin with a channel number. */
export class WebSocketConnection {
  /** Lets events come. Before, nothing is delivered, whatever has arrived. */
  readonly start: () => void;
  readonly #socket: Upgraded['socket'];
  readonly #events: WebSocketEvents;
  #channel: number | undefined;
  #isClosed = false;

  constructor(upgraded: Upgraded, events: WebSocketEvents) {
    this.#socket = upgraded.socket;
    this.#events = events;
    const reader = new MessageReader({
      onPiece: (piece, isStart) => this.#onPiece(piece, isStart),
      onMessageEnd: () => {
        if (this.#channel !== undefined) events.onMessageEnd(this.#channel);
      },
      onControl: (op, payload) => this.#onControl(op, payload),
    });
    this.start = listen(upgraded, {
      read: (chunk) => reader.push(chunk),
      onDrain: () => events.onDrain(),
      onClose: (error) => {
        this.#isClosed = true;
        events.onClose(error);
      },
    });
  }

  /** False when the caller should wait for `onDrain`. */
  send(channel: number, bytes: Uint8Array): boolean {
    let mayGoOn = true;
    for (let offset = 0; offset < bytes.length && !this.#isClosed; offset += maxMessageBytes) {
      const part = bytes.subarray(offset, offset + maxMessageBytes);
      mayGoOn = this.#socket.write(clientFrame(opcode.binary, Uint8Array.of(channel), part));
    }
    return mayGoOn;
  }

  pauseReading(): void {
    this.#socket.pause();
  }

  resumeReading(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #onPiece(piece: Buffer, isStart: boolean): void {
    let payload = piece;
    if (isStart) this.#channel = undefined;
    if (this.#channel === undefined) {
      // The first piece of a message may be empty when the message is cut into frames.
      const [channel] = piece;
      if (channel === undefined) return;
      this.#channel = channel;
      payload = piece.subarray(1);
    }
    if (payload.length > 0) this.#events.onPiece(this.#channel, payload);
  }

  #onControl(op: number, payload: Buffer): void {
    if (op === opcode.ping && !this.#isClosed) this.#socket.write(clientFrame(opcode.pong, payload));
    if (op === opcode.close && !this.#isClosed) {
      this.#isClosed = true;
      // The answer that the RFC asks for. Nothing can come after the server's close frame.
      this.#socket.end(clientFrame(opcode.close, payload.subarray(0, 2)), () => this.#socket.destroy());
    }
  }
}
