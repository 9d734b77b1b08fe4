import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A socket path in a folder that goes away with the test. */
export function socketPath(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'crix-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 's');
}

function listen(test: TestContext, server: Server | Http2Server, where: string | number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(where, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
    test.after(() => {
      server.close();
    });
  });
}

export interface Exchange {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly request: Buffer;
}

/** An HTTP/2 server that calls `answer` with each complete request. `where` is a socket path, or 0 for some tcp port. */
export async function http2Server(
  test: TestContext,
  where: string | number,
  answer: (exchange: Exchange) => void,
): Promise<{ port: number; sessions: ServerHttp2Session[]; server: Http2Server }> {
  const server = createServer();
  const sessions: ServerHttp2Session[] = [];
  server.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => undefined);
  });
  server.on('stream', (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on('error', () => undefined);
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => answer({ stream, headers, request: Buffer.concat(parts).subarray(5) }));
  });
  test.after(() => {
    for (const session of sessions) session.destroy();
  });
  return { port: await listen(test, server, where), sessions, server };
}

/** A server that speaks whatever `greet` says. */
export async function rawServer(test: TestContext, path: string, greet: (socket: Socket) => void): Promise<void> {
  const sockets: Socket[] = [];
  const server = createRawServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  test.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  await listen(test, server, path);
}

/** A message with its gRPC prefix. */
export function framed(message: Uint8Array | string): Buffer {
  const bytes = Buffer.from(message);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}

/** Answers with messages and a status, as gRPC servers do. */
export function reply(
  stream: ServerHttp2Stream,
  messages: readonly (Uint8Array | string)[],
  trailers = { 'grpc-status': '0' },
): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  for (const message of messages) stream.write(framed(message));
  stream.end();
}
