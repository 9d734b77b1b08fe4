import type { Socket } from 'node:net';
import { CrixError } from '../errors.ts';
import { type DialOptions, dial } from './dial.ts';
import { parseStreamUrl, type Target } from './target.ts';

/** A connection that left HTTP behind. It is paused, so that no byte gets lost before someone listens. */
export interface Upgraded {
  readonly socket: Socket;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** Bytes of the new protocol that came with the answer. */
  readonly rest: Buffer;
  readonly target: Target;
}

export interface UpgradeRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const maxHeadBytes = 64 * 1024;

/** Connects to a streaming URL and switches protocols. @throws CrixError */
export async function upgrade(url: string, request: UpgradeRequest, options: DialOptions): Promise<Upgraded> {
  const target = parseStreamUrl(url);
  const socket = await dial(target, options);
  const lines = [
    `${request.method} ${target.path} HTTP/1.1`,
    `Host: ${target.authority}`,
    'User-Agent: crix',
    ...(request.method === 'POST' ? ['Content-Length: 0'] : []),
    ...request.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const answer = readHead(socket, target, options);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const { head, rest } = await answer;
  const { status, headers } = parseHead(head);
  if (status !== 101) {
    socket.on('error', () => {});
    socket.destroy();
    throw refusal(target, status, rest, headers);
  }
  return { socket, headers, rest, target };
}

/** Reads up to the empty line. The server may stay silent for ever, so there is a deadline. */
function readHead(socket: Socket, target: Target, options: DialOptions): Promise<{ head: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const fail = (reason: string | Error) => {
      settle();
      socket.on('error', () => {});
      socket.destroy();
      const message = `the streaming server at ${target.authority} ${String(reason)}`;
      reject(reason instanceof Error ? reason : new CrixError('connect', message));
    };
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end >= 0) {
        settle();
        socket.pause();
        resolve({ head: received.toString('latin1', 0, end), rest: received.subarray(end + 4) });
      } else if (received.length > maxHeadBytes) {
        fail('did not answer in HTTP');
      }
    };
    const onAbort = () => fail(options.signal.reason as Error);
    const onClose = () => fail('closed the connection without an answer');
    const onError = (error: Error) => fail(`failed: ${error.message}`);
    const timer = setTimeout(() => fail(`did not answer within ${options.timeoutMs / 1000}s`), options.timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      socket.removeListener('data', onData);
      socket.removeListener('close', onClose);
      socket.removeListener('end', onClose);
      socket.removeListener('error', onError);
    };
    options.signal.addEventListener('abort', onAbort);
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.on('end', onClose);
    socket.on('error', onError);
  });
}

function parseHead(head: string): { status: number; headers: Map<string, string> } {
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? 0), headers };
}

function refusal(target: Target, status: number, body: Buffer, headers: ReadonlyMap<string, string>): CrixError {
  const server = `the streaming server at ${target.authority}`;
  if (status === 0) return new CrixError('connect', `${server} did not answer in HTTP`);
  if (status === 404) {
    return new CrixError('runtime', `${server} does not know this session any more (404)`, {
      hint: 'a session has to be opened within a minute and only once: run the command again',
    });
  }
  const known = headers.get('x-accepted-stream-protocol-versions');
  const detail = known === undefined ? body.toString('utf8', 0, 300).trim().split('\n')[0] : `it offers ${known}`;
  return new CrixError('runtime', `${server} refused the session (${status})${detail ? `: ${detail}` : ''}`, {
    hint: 'try the other transport: --transport spdy or --transport websocket',
  });
}

export interface Listener {
  /** May throw when the bytes make no sense: the connection then ends with that error. */
  read(chunk: Buffer): void;
  onDrain(): void;
  onClose(error?: Error): void;
}

/** Listens to an upgraded connection. Bytes flow when the returned function is called. */
export function listen(upgraded: Upgraded, listener: Listener): () => void {
  const { socket, rest } = upgraded;
  let failure: Error | undefined;
  const read = (chunk: Buffer) => {
    if (socket.destroyed) return;
    try {
      listener.read(chunk);
    } catch (error) {
      socket.destroy(error as Error);
    }
  };
  socket.on('data', read);
  socket.on('drain', () => listener.onDrain());
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => listener.onClose(failure));
  return () => {
    if (rest.length > 0) read(rest);
    socket.resume();
  };
}
