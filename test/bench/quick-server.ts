import { createServer, type Socket } from 'node:net';
import { replyHeaders, replyTrailers } from '../../src/cli/trial-runtime.mjs';
import { FrameReader } from '../../src/cri/transport/frame-reader.ts';
import { HpackDecoder } from '../../src/cri/transport/hpack.ts';
import {
  defaultFrameBytes,
  defaultWindowBytes,
  Flag,
  FrameType,
  frame,
  frameHeaderBytes,
  Setting,
} from '../../src/cri/transport/http2.ts';

const prefaceBytes = 24;
/** A request's path and message to the message of the reply. */
export type Answer = (path: string, request: Buffer) => Buffer;

/**
 * Unary gRPC on a unix socket with hardly a cost of its own. Node's http2 takes a millisecond a call more than a runtime does,
 * which would be counted as the client's.
 */
export function startQuickServer(path: string, answer: Answer): Promise<void> {
  const server = createServer((socket) => serve(socket, answer));
  return new Promise((resolve) => server.listen(path, resolve));
}

interface Exchange {
  readonly id: number;
  path: string;
  readonly request: Buffer[];
  /** Whole DATA frames. */
  unsent: Buffer;
  /** Bytes of content that the client allows; frames are not cut to fit. */
  window: number;
}

/** The reply to the last request of each kind in DATA frames, ready to send: a client's first call has the same number each time. */
const framed = new WeakMap<Buffer, { id: number; frames: Buffer }>();

function framesOf(message: Buffer, id: number): Buffer {
  const known = framed.get(message);
  if (known?.id === id) return known.frames;
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  const content = Buffer.concat([prefix, message]);
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += defaultFrameBytes)
    parts.push(frame(FrameType.data, 0, id, content.subarray(at, at + defaultFrameBytes)));
  const frames = Buffer.concat(parts);
  framed.set(message, { id, frames });
  return frames;
}

function serve(socket: Socket, answer: Answer): void {
  const exchanges = new Map<number, Exchange>();
  const hpack = new HpackDecoder();
  let window = defaultWindowBytes;
  let firstWindow = defaultWindowBytes;
  let prefaceLeft = prefaceBytes;
  const send = (type: number, flags: number, id: number, payload: Uint8Array): boolean =>
    socket.write(frame(type, flags, id, payload));

  function pump(exchange: Exchange): void {
    const { id, unsent } = exchange;
    const wholeFrames = Math.floor(Math.min(window, exchange.window) / defaultFrameBytes);
    const length = Math.min(unsent.length, wholeFrames * (frameHeaderBytes + defaultFrameBytes));
    if (length > 0) socket.write(unsent.subarray(0, length));
    exchange.unsent = unsent.subarray(length);
    const content = length - Math.ceil(length / (frameHeaderBytes + defaultFrameBytes)) * frameHeaderBytes;
    window -= content;
    exchange.window -= content;
    if (exchange.unsent.length > 0) return;
    send(FrameType.headers, Flag.endHeaders | Flag.endStream, id, replyTrailers);
    exchanges.delete(id);
  }
  function reply(exchange: Exchange): void {
    const message = answer(exchange.path, Buffer.concat(exchange.request).subarray(5));
    exchange.unsent = framesOf(message, exchange.id);
    send(FrameType.headers, Flag.endHeaders, exchange.id, replyHeaders);
    pump(exchange);
  }
  function takeSettings(flags: number, payload: Buffer): void {
    if (flags & Flag.ack) return;
    for (let at = 0; at < payload.length; at += 6) {
      if (payload.readUInt16BE(at) === Setting.initialWindowSize) firstWindow = payload.readUInt32BE(at + 2);
    }
    send(FrameType.settings, Flag.ack, 0, Buffer.alloc(0));
  }
  function takeWindowUpdate(id: number, increment: number): void {
    const exchange = exchanges.get(id);
    if (id === 0) window += increment;
    else if (exchange !== undefined) exchange.window += increment;
    for (const each of [...exchanges.values()]) if (each.unsent.length > 0) pump(each);
  }
  const reader = new FrameReader({
    headers(id, block) {
      const path = new Map(hpack.decode(block)).get(':path') ?? '';
      exchanges.set(id, { id, path, request: [], unsent: Buffer.alloc(0), window: firstWindow });
    },
    data: (id, bytes) => void exchanges.get(id)?.request.push(Buffer.from(bytes)),
    dataEnd(id, _, isEnd) {
      const exchange = exchanges.get(id);
      if (isEnd && exchange !== undefined) reply(exchange);
    },
    frame(type, flags, id, payload) {
      const bytes = Buffer.from(payload);
      if (type === FrameType.settings) takeSettings(flags, bytes);
      else if (type === FrameType.resetStream) exchanges.delete(id);
      else if (type === FrameType.windowUpdate) takeWindowUpdate(id, bytes.readUInt32BE(0));
    },
  });
  socket.on('error', () => undefined);
  send(FrameType.settings, 0, 0, Buffer.alloc(0));
  socket.on('data', (chunk: Buffer) => {
    const skipped = Math.min(prefaceLeft, chunk.length);
    prefaceLeft -= skipped;
    socket.cork();
    reader.push(chunk.subarray(skipped));
    socket.uncork();
  });
}
