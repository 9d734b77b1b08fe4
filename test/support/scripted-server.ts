import http2 from 'node:http2';
import { decodeMessage, encodeMessage, type JsonObject } from './message-bytes.ts';
import { RpcFailure, unimplemented } from './rpc-failure.ts';
import { schema } from './schema.ts';
import type { NodeUnderTest } from './scripted-node.ts';

/** A request as it arrived, before any delay or error. */
export interface LoggedRequest {
  rpc: string;
  request: JsonObject;
  /** The socket it came by, when there are two. */
  on?: 'runtime' | 'image';
  authority: string;
  /** The grpc-timeout header; empty: no deadline was sent. */
  deadline: string;
}

/** What goes wrong below gRPC, for the calls of one method. */
export type Fault =
  | 'cut' // the connection ends without a word
  | 'cut-inside' // it ends in the middle of the answer
  | 'reset' // the stream is reset
  | 'garbage' // the answer is no message
  | 'no-trailers'; // the stream ends without a gRPC status

export interface ServerSettings {
  socket: string;
  /** ImageService listens here, and only here, when it is set. */
  imageSocket?: string;
  node: NodeUnderTest;
  faults?: Readonly<Record<string, Fault>>;
  /** Answers to equal requests are made once: for worlds that never change, when many calls are measured. */
  encodeOnce?: boolean;
  /** Called when a request has been logged. */
  onRequest?: () => void;
}

export interface ScriptedServer {
  readonly requests: LoggedRequest[];
  close(): Promise<void>;
}

/** Serves a node's CRI on unix sockets. */
export async function startScriptedServer(settings: ServerSettings): Promise<ScriptedServer> {
  const requests: LoggedRequest[] = [];
  const split = settings.imageSocket !== undefined;
  const answerer = new Answerer(settings, requests);
  const listeners = [await listen(settings.socket, answerer, split ? 'runtime' : undefined)];
  if (settings.imageSocket !== undefined) {
    listeners.push(await listen(settings.imageSocket, answerer, 'image'));
  }
  return {
    requests,
    async close() {
      await Promise.all(listeners.map((close) => close()));
    },
  };
}

async function listen(
  path: string,
  answerer: Answerer,
  on: 'runtime' | 'image' | undefined,
): Promise<() => Promise<void>> {
  const sessions = new Set<http2.ServerHttp2Session>();
  // The default limit of 10 MB a session would refuse large replies.
  const server = http2.createServer({ maxSessionMemory: 1000 });
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    // A client that is killed resets the connection; that is no news to the server.
    session.on('error', () => session.destroy());
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    answerer.take(stream, headers, on).catch(() => stream.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const session of sessions) {
        session.destroy();
      }
    });
}

class Answerer {
  readonly #settings: ServerSettings;
  readonly #requests: LoggedRequest[];
  readonly #encoded = new Map<string, Buffer>();

  constructor(settings: ServerSettings, requests: LoggedRequest[]) {
    this.#settings = settings;
    this.#requests = requests;
  }

  async take(
    stream: http2.ServerHttp2Stream,
    headers: http2.IncomingHttpHeaders,
    on: 'runtime' | 'image' | undefined,
  ): Promise<void> {
    const [, service = '', rpc = ''] = (headers[':path'] ?? '').split('/');
    const method = schema().methods.get(rpc);
    const bytes = await readMessage(stream);
    const isHere = on === undefined || (on === 'image') === (method?.servicePath === 'runtime.v1.ImageService');
    if (method === undefined || service !== method.servicePath || !isHere) {
      fail(stream, unimplemented(rpc));
      return;
    }
    const request = decodeMessage(method.request, bytes);
    this.#requests.push({
      rpc,
      request,
      ...(on === undefined ? {} : { on }),
      authority: headers[':authority'] ?? '',
      deadline: String(headers['grpc-timeout'] ?? ''),
    });
    this.#settings.onRequest?.();
    await pause(this.#settings.node.delayMs(rpc), stream);
    if (stream.destroyed) {
      return;
    }
    try {
      await this.#reply(stream, rpc, request, bytes);
    } catch (error) {
      fail(stream, error instanceof RpcFailure ? error : new RpcFailure('INTERNAL', String(error)));
    }
  }

  async #reply(stream: http2.ServerHttp2Stream, rpc: string, request: JsonObject, bytes: Buffer): Promise<void> {
    const method = schema().methods.get(rpc);
    if (method === undefined) {
      throw unimplemented(rpc);
    }
    if (method.streams) {
      const { messages, end } = this.#settings.node.stream(rpc, request);
      respond(stream, typeof end === 'object' ? end : undefined);
      for await (const message of messages) {
        if (stream.destroyed) {
          return;
        }
        stream.write(framed(encodeMessage(method.reply, message)));
      }
      if (end !== 'hold') {
        stream.end();
      }
      return;
    }
    const message = this.#encode(rpc, method.reply, request, bytes);
    const fault = this.#settings.faults?.[rpc];
    if (fault === undefined) {
      respond(stream);
      stream.end(framed(message));
    } else {
      breakOff(stream, fault, framed(message));
    }
  }

  #encode(rpc: string, reply: string, request: JsonObject, bytes: Buffer): Buffer {
    if (this.#settings.encodeOnce !== true) {
      return encodeMessage(reply, this.#settings.node.answer(rpc, request));
    }
    const key = `${rpc} ${bytes.toString('base64')}`;
    const known = this.#encoded.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = encodeMessage(reply, this.#settings.node.answer(rpc, request));
    this.#encoded.set(key, made);
    return made;
  }
}

async function readMessage(stream: http2.ServerHttp2Stream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).subarray(5);
}

/** Waits, but not for a client that has gone. */
function pause(ms: number, stream: http2.ServerHttp2Stream): Promise<void> {
  if (ms === 0) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stream.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function respond(stream: http2.ServerHttp2Stream, failure?: RpcFailure): void {
  stream.on('wantTrailers', () => stream.sendTrailers(trailersOf(failure)));
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
}

function fail(stream: http2.ServerHttp2Stream, failure: RpcFailure): void {
  if (stream.destroyed) {
    return;
  }
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailersOf(failure) }, { endStream: true });
}

function trailersOf(failure: RpcFailure | undefined): http2.OutgoingHttpHeaders {
  if (failure === undefined) {
    return { 'grpc-status': '0' };
  }
  // gRPC percent-encodes all that is not printable ASCII, and the percent sign.
  const message = [...Buffer.from(failure.message)]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
  return { 'grpc-status': String(failure.code), 'grpc-message': message };
}

function breakOff(stream: http2.ServerHttp2Stream, fault: Fault, answer: Buffer): void {
  if (fault === 'cut') {
    stream.session?.destroy();
    return;
  }
  if (fault === 'reset') {
    stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    return;
  }
  if (fault === 'garbage') {
    respond(stream);
    stream.end(framed(Buffer.from('this is no protobuf message')));
    return;
  }
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
  if (fault === 'no-trailers') {
    stream.end(answer);
    return;
  }
  stream.write(answer.subarray(0, Math.max(6, answer.length >> 1)), () => stream.session?.destroy());
}
