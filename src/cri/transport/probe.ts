import type { Endpoint } from '../endpoint.ts';
import { localConnect } from './local-connect.ts';
import type { ByteSocket } from './socket.ts';

/** One try to connect. */
export interface Attempt {
  readonly endpoint: Endpoint;
  /** Absent: somebody accepted the connection. Otherwise the errno name; ENOTSOCK when the path is something else. */
  readonly errno?: string;
}

/** Connects and hangs up, to learn the errno that gRPC hides. */
export async function probe(endpoint: Endpoint, timeoutMs = 1000): Promise<Attempt> {
  const errno =
    endpoint.kind === 'local' ? await tryLocal(endpoint.path, timeoutMs) : await tryTcp(endpoint, timeoutMs);
  return errno === undefined ? { endpoint } : { endpoint, errno };
}

/** Tries one after the other and stops at the first that accepts, which is then the last of the list. */
export async function probeInOrder(endpoints: readonly Endpoint[]): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const endpoint of endpoints) {
    const attempt = await probe(endpoint);
    attempts.push(attempt);
    if (attempt.errno === undefined) break;
  }
  return attempts;
}

async function tryLocal(path: string, timeoutMs: number): Promise<string | undefined> {
  const connect = await localConnect();
  return new Promise((resolve) => {
    let socket: ByteSocket | undefined;
    const timer = setTimeout(() => finish('ETIMEDOUT'), timeoutMs);
    const finish = (result?: string): void => {
      clearTimeout(timer);
      socket?.destroy();
      resolve(result);
    };
    socket = connect(path, {
      opened: () => finish(),
      received: () => undefined,
      closed: (code) => finish(code ?? 'ECONNRESET'),
    });
  });
}

async function tryTcp(address: { host: string; port: number }, timeoutMs: number): Promise<string | undefined> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect({ host: address.host, port: address.port, timeout: timeoutMs });
    const finish = (result?: string): void => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => finish());
    socket.on('timeout', () => finish('ETIMEDOUT'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'EIO'));
  });
}
