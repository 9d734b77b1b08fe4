import { Call, type CallEvents } from './call.ts';
import { FrameReader } from './frame-reader.ts';
import { encodeHeaders, type HeaderField, HpackDecoder } from './hpack.ts';
import {
  defaultFrameBytes,
  defaultWindowBytes,
  ErrorCode,
  Flag,
  FrameType,
  frame,
  largestWindowBytes,
  ProtocolError,
  Setting,
  settingsPayload,
  uint32,
  uintAt,
} from './http2.ts';
import type { ByteSocket, Connect } from './socket.ts';
import { RpcError } from './transport.ts';

/** What a server may send ahead of the reader, per call. Credited at half, so that a fast reader never stalls it. */
const streamWindowBytes = 8 * 1024 * 1024;
/** The connection's own window never limits: the streams' windows do. It is opened again after this much. */
const connectionCreditBytes = 2 ** 30;
/** Replies to PING and SETTINGS that nobody reads: the peer is hostile or dead. */
const maxBacklogBytes = 1024 * 1024;

interface Stream {
  readonly id: number;
  readonly call: Call;
  /** The part of the request that flow control holds back; empty once END_STREAM went out. */
  unsent: Uint8Array;
  sendWindow: number;
  /** Bytes received that were not credited to the server yet. */
  uncredited: number;
}

/** What is left to do with a call that was started. */
export interface OpenCall {
  /** Ends the call from our side and tells the server. */
  cancel(error: RpcError): void;
  /** The waiting messages were taken. */
  resume(): void;
}

/** One HTTP/2 connection that carries gRPC calls side by side. It never throws: whatever goes wrong ends the calls. */
export class Connection {
  private readonly socket: ByteSocket;
  private readonly frames = new FrameReader({
    data: (id, bytes) => this.streams.get(id)?.call.data(bytes),
    dataEnd: (id, frameBytes, isEnd) => this.endData(id, frameBytes, isEnd),
    headers: (id, block, isEnd) => this.takeHeaders(id, block, isEnd),
    frame: (type, flags, id, payload) => this.takeFrame(type, flags, id, payload),
  });
  private readonly hpack = new HpackDecoder();
  private readonly streams = new Map<number, Stream>();
  /** Calls that wait because the server allows no more at once. */
  private readonly waiting: (() => void)[] = [];
  private nextId = 1;
  private outbox: Uint8Array[] = [];
  private sendWindow = defaultWindowBytes;
  private peerStreamWindow = defaultWindowBytes;
  private peerFrameBytes = defaultFrameBytes;
  /** Until the server says something else; RFC 9113 advises servers not to allow fewer. */
  private peerMaxStreams = 100;
  private uncredited = 0;
  private isOpen = false;
  private isClosed = false;
  private isDraining = false;

  constructor(connect: Connect, path: string) {
    this.socket = connect(path, {
      opened: () => {
        this.isOpen = true;
      },
      received: (chunk) => this.receive(chunk),
      closed: (errno) => this.close(() => this.lossOf(errno)),
    });
    const settings = settingsPayload([
      [Setting.enablePush, 0],
      [Setting.initialWindowSize, streamWindowBytes],
    ]);
    this.queue(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'));
    this.send(FrameType.settings, 0, 0, settings);
    this.send(FrameType.windowUpdate, 0, 0, uint32(largestWindowBytes - defaultWindowBytes));
  }

  /** Whether new calls may start here; if not, the calls that run go on. */
  isUsable(): boolean {
    return !this.isClosed && !this.isDraining && this.nextId < largestWindowBytes;
  }

  start(headers: readonly HeaderField[], body: Uint8Array, events: CallEvents): OpenCall {
    const call = new Call(events);
    let stream: Stream | undefined;
    const open = (): void => {
      if (call.isOver) return;
      if (!this.isUsable()) {
        call.finish(new RpcError(14, 'the server closed the connection'));
        return;
      }
      stream = { id: this.nextId, call, unsent: body, sendWindow: this.peerStreamWindow, uncredited: 0 };
      this.nextId += 2;
      this.streams.set(stream.id, stream);
      this.socket.keepAlive(true);
      this.send(FrameType.headers, Flag.endHeaders, stream.id, encodeHeaders(headers));
      this.sendBody(stream);
    };
    if (this.streams.size < this.peerMaxStreams) open();
    else this.waiting.push(open);
    return {
      cancel: (error) => {
        call.finish(error);
        if (stream !== undefined) this.settle(stream, false);
      },
      resume: () => {
        if (stream !== undefined && this.streams.has(stream.id)) this.credit(stream);
      },
    };
  }

  /** Ends all calls. Idempotent. An error takes a stack with it, which nobody needs where no call is under way. */
  close(reason: () => RpcError): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.flush();
    this.socket.destroy();
    const streams = [...this.streams.values()];
    this.streams.clear();
    for (const { call } of streams) call.finish(reason());
    for (const open of this.waiting.splice(0)) open();
  }

  private lossOf(errno: string | undefined): RpcError {
    if (!this.isOpen) return new RpcError(14, `cannot connect: ${errno ?? 'closed'}`, errno);
    return new RpcError(14, `the connection was lost${errno === undefined ? '' : ` (${errno})`}`, errno);
  }

  private receive(chunk: Uint8Array): void {
    if (this.isClosed) return;
    try {
      this.frames.push(chunk);
    } catch (error) {
      const code = error instanceof ProtocolError ? error.errorCode : ErrorCode.internalError;
      this.send(FrameType.goAway, 0, 0, Buffer.concat([uint32(0), uint32(code)]));
      this.close(() => new RpcError(14, error instanceof Error ? error.message : String(error)));
    }
  }

  private takeHeaders(id: number, block: Uint8Array, isEnd: boolean): void {
    // Decoded even for a call that is over: the tables of both sides have to stay equal.
    const fields = this.hpack.decode(block);
    const stream = this.streamOf(id);
    if (stream === undefined) return;
    stream.call.headers(fields, isEnd);
    this.settle(stream, isEnd);
  }

  private endData(id: number, frameBytes: number, isEnd: boolean): void {
    this.uncredited += frameBytes;
    if (this.uncredited >= connectionCreditBytes) {
      this.send(FrameType.windowUpdate, 0, 0, uint32(this.uncredited));
      this.uncredited = 0;
    }
    const stream = this.streamOf(id);
    if (stream === undefined) return;
    stream.uncredited += frameBytes;
    if (stream.uncredited > streamWindowBytes)
      throw new ProtocolError(ErrorCode.flowControlError, 'the server ignores flow control');
    if (isEnd) stream.call.dataEnded();
    this.settle(stream, isEnd);
    if (!stream.call.isOver && stream.call.events.isHungry()) this.credit(stream);
  }

  private credit(stream: Stream): void {
    if (stream.uncredited < streamWindowBytes / 2) return;
    this.send(FrameType.windowUpdate, 0, stream.id, uint32(stream.uncredited));
    stream.uncredited = 0;
  }

  private streamOf(id: number): Stream | undefined {
    if (id >= this.nextId || id % 2 === 0) throw new ProtocolError(ErrorCode.protocolError, `unknown stream ${id}`);
    return this.streams.get(id);
  }

  private takeFrame(type: number, flags: number, id: number, payload: Uint8Array): void {
    // Unknown types and PRIORITY are to be ignored.
    if (type === FrameType.settings) this.takeSettings(flags, id, payload);
    else if (type === FrameType.windowUpdate) this.takeWindowUpdate(id, payload);
    else if (type === FrameType.resetStream) this.takeReset(id, payload);
    else if (type === FrameType.pushPromise) expect(false, 'PUSH_PROMISE');
    else if (type === FrameType.ping) {
      expect(payload.length === 8 && id === 0, 'PING');
      if ((flags & Flag.ack) === 0) this.reply(FrameType.ping, payload);
    } else if (type === FrameType.goAway) {
      expect(payload.length >= 8 && id === 0, 'GOAWAY');
      this.drain(uintAt(payload, 0, 4) & largestWindowBytes, uintAt(payload, 4, 4));
    }
  }

  private takeSettings(flags: number, id: number, payload: Uint8Array): void {
    expect(id === 0 && payload.length % 6 === 0, 'SETTINGS');
    if (flags & Flag.ack) return;
    for (let at = 0; at < payload.length; at += 6) this.takeSetting(uintAt(payload, at, 2), uintAt(payload, at + 2, 4));
    this.reply(FrameType.settings, Buffer.alloc(0));
    this.sendBodies();
    this.openWaiting();
  }

  private takeSetting(id: number, value: number): void {
    if (id === Setting.maxConcurrentStreams) this.peerMaxStreams = value;
    else if (id === Setting.maxFrameSize) {
      expect(value >= defaultFrameBytes && value < 2 ** 24, 'SETTINGS_MAX_FRAME_SIZE');
      this.peerFrameBytes = value;
    } else if (id === Setting.initialWindowSize) {
      expect(value <= largestWindowBytes, 'SETTINGS_INITIAL_WINDOW_SIZE');
      // The difference applies to calls under way, too; a window may become negative.
      for (const stream of this.streams.values()) stream.sendWindow += value - this.peerStreamWindow;
      this.peerStreamWindow = value;
    }
  }

  private takeWindowUpdate(id: number, payload: Uint8Array): void {
    expect(payload.length === 4, 'WINDOW_UPDATE');
    const increment = uintAt(payload, 0, 4) & largestWindowBytes;
    expect(increment > 0, 'WINDOW_UPDATE');
    const stream = id === 0 ? undefined : this.streamOf(id);
    if (stream !== undefined) stream.sendWindow += increment;
    else if (id === 0) this.sendWindow += increment;
    expect(Math.max(this.sendWindow, stream?.sendWindow ?? 0) <= largestWindowBytes, 'WINDOW_UPDATE');
    this.sendBodies();
  }

  private takeReset(id: number, payload: Uint8Array): void {
    expect(payload.length === 4, 'RST_STREAM');
    const stream = this.streamOf(id);
    stream?.call.reset(uintAt(payload, 0, 4));
    if (stream !== undefined) this.forget(stream);
  }

  /** The server takes no more calls, and never saw those after `lastId`. */
  private drain(lastId: number, errorCode: number): void {
    this.isDraining = true;
    const reason =
      errorCode === 0 ? 'the server is shutting down' : `the server closed the connection (HTTP/2 error ${errorCode})`;
    for (const stream of [...this.streams.values()]) {
      if (stream.id <= lastId) continue;
      stream.call.finish(new RpcError(14, reason));
      this.forget(stream);
    }
    this.openWaiting();
    if (this.streams.size === 0) this.close(() => new RpcError(14, reason));
  }

  /** After an event: a call that is over leaves, and the server is told if it would go on. */
  private settle(stream: Stream, isEnd: boolean): void {
    if (!stream.call.isOver || !this.streams.has(stream.id)) return;
    const isWhole = isEnd && stream.unsent.length === 0;
    if (!isWhole) this.send(FrameType.resetStream, 0, stream.id, uint32(isEnd ? ErrorCode.noError : ErrorCode.cancel));
    this.forget(stream);
  }

  private forget(stream: Stream): void {
    this.streams.delete(stream.id);
    if (this.streams.size === 0) this.socket.keepAlive(false);
    this.openWaiting();
  }

  private openWaiting(): void {
    while (this.waiting.length > 0 && (this.streams.size < this.peerMaxStreams || !this.isUsable()))
      this.waiting.shift()?.();
  }

  private sendBodies(): void {
    for (const stream of this.streams.values()) if (stream.unsent.length > 0) this.sendBody(stream);
  }

  /** As much of the request as both windows allow. */
  private sendBody(stream: Stream): void {
    while (stream.unsent.length > 0) {
      const length = Math.min(stream.unsent.length, this.peerFrameBytes, this.sendWindow, stream.sendWindow);
      if (length <= 0) return;
      const part = stream.unsent.subarray(0, length);
      stream.unsent = stream.unsent.subarray(length);
      this.sendWindow -= length;
      stream.sendWindow -= length;
      this.send(FrameType.data, stream.unsent.length === 0 ? Flag.endStream : 0, stream.id, part);
    }
  }

  /** An acknowledgement, which a peer can ask for without end. */
  private reply(type: number, payload: Uint8Array): void {
    this.send(type, Flag.ack, 0, payload);
    if (this.socket.backlog() > maxBacklogBytes)
      throw new ProtocolError(ErrorCode.enhanceYourCalm, 'the server does not read');
  }

  private send(type: number, flags: number, streamId: number, payload: Uint8Array): void {
    this.queue(frame(type, flags, streamId, payload));
  }

  /** What is sent within one turn goes out in one write: the greeting and parallel calls together. */
  private queue(bytes: Uint8Array): void {
    if (this.outbox.length === 0) void Promise.resolve().then(() => this.flush());
    this.outbox.push(bytes);
  }

  private flush(): void {
    if (this.outbox.length === 0) return;
    const bytes = this.outbox.length === 1 ? this.outbox[0] : Buffer.concat(this.outbox);
    this.outbox = [];
    if (bytes !== undefined) this.socket.write(bytes);
  }
}

function expect(isValid: boolean, what: string): void {
  if (!isValid) throw new ProtocolError(ErrorCode.protocolError, `the server sent a bad ${what}`);
}
