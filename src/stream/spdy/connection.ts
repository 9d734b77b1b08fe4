import { listen, type Upgraded } from '../upgrade.ts';
import { dataHead, FrameReader, flagFin, frameType, ping, synStream } from './frames.ts';
import { headerBlocks } from './headers.ts';

export interface SpdyEvents {
  /** The server took the stream. */
  onReply(streamId: number): void;
  onData(streamId: number, piece: Buffer): void;
  /** No more data will come: FIN, or RST_STREAM from the server. */
  onEnd(streamId: number): void;
  /** More may be sent after `send` said false. */
  onDrain(): void;
  /** Once, after everything else. The error is set when the socket failed or the bytes made no sense. */
  onClose(error?: Error): void;
}

/** Frames that arrive reset the runtime's idle timer, so a quiet session stays open. */
const pingIntervalMs = 5000;

/** The client's side of one SPDY/3.1 connection. Runtimes have no flow control in it: TCP's is all there is. */
export class SpdyConnection {
  /** Lets events come. Before, nothing is delivered, whatever has arrived. */
  readonly start: () => void;
  readonly #socket: Upgraded['socket'];
  readonly #events: SpdyEvents;
  readonly #headerBlock = headerBlocks();
  readonly #pinger: NodeJS.Timeout;
  #nextStreamId = 1;
  #nextPingId = 1;
  #isClosed = false;

  constructor(upgraded: Upgraded, events: SpdyEvents) {
    this.#socket = upgraded.socket;
    this.#events = events;
    const reader = new FrameReader({
      onControl: (type, flags, payload) => this.#onControl(type, flags, payload),
      onData: (streamId, piece) => events.onData(streamId, piece),
      onFin: (streamId) => events.onEnd(streamId),
    });
    this.start = listen(upgraded, {
      read: (chunk) => reader.push(chunk),
      onDrain: () => events.onDrain(),
      onClose: (error) => {
        this.#stop();
        events.onClose(error);
      },
    });
    this.#pinger = setInterval(() => this.#ping(), pingIntervalMs);
    this.#pinger.unref();
  }

  /** Opens a stream. Data may follow at once: the runtime keeps what comes before its reply. */
  open(headers: Readonly<Record<string, string>>): number {
    const streamId = this.#nextStreamId;
    this.#nextStreamId += 2;
    this.#socket.write(synStream(streamId, this.#headerBlock(headers)));
    return streamId;
  }

  /** Sends the parts as one frame. False when the caller should wait for `onDrain`. */
  send(streamId: number, ...parts: readonly Uint8Array[]): boolean {
    if (this.#isClosed) return true;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    this.#socket.cork();
    let mayGoOn = this.#socket.write(dataHead(streamId, 0, length));
    for (const part of parts) mayGoOn = this.#socket.write(part);
    this.#socket.uncork();
    return mayGoOn;
  }

  /** Half-closes a stream. */
  end(streamId: number): void {
    if (!this.#isClosed) this.#socket.write(dataHead(streamId, flagFin, 0));
  }

  pauseReading(): void {
    this.#socket.pause();
  }

  resumeReading(): void {
    this.#socket.resume();
  }

  /** Drops the connection. No GOAWAY: it would make the runtime throw away what it has not sent yet. */
  close(): void {
    this.#stop();
    this.#socket.destroy();
  }

  #stop(): void {
    this.#isClosed = true;
    clearInterval(this.#pinger);
  }

  #ping(): void {
    if (this.#isClosed || this.#socket.writableNeedDrain) return;
    this.#socket.write(ping(this.#nextPingId));
    this.#nextPingId += 2;
  }

  #onControl(type: number, flags: number, payload: Buffer): void {
    const first = payload.length >= 4 ? payload.readUInt32BE(0) : 0;
    if (type === frameType.synReply) {
      this.#events.onReply(first);
      if ((flags & flagFin) !== 0) this.#events.onEnd(first);
    } else if (type === frameType.rstStream) {
      this.#events.onEnd(first);
    } else if (type === frameType.ping && first % 2 === 0) {
      // Pings with odd numbers are answers to ours.
      this.#socket.write(ping(first));
    }
    // GOAWAY needs nothing: the server closes the socket after it. SETTINGS and WINDOW_UPDATE never come.
  }
}
