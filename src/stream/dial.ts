import { connect, type Socket } from 'node:net';
import { CrixError, messageOf } from '../errors.ts';
import { hostsToTry, type Target } from './target.ts';

/** How to trust a streaming server that speaks TLS. */
export interface TlsSettings {
  readonly ca?: Uint8Array;
  readonly cert?: Uint8Array;
  readonly key?: Uint8Array;
  /** The name to ask for and to find in the certificate. */
  readonly serverName?: string;
  /**
   * True when the URL came over the runtime's own socket: containerd makes a new self-signed certificate at each start, so
   * there is nothing to check it against, and whoever can forge the URL already owns the runtime.
   */
  readonly skipVerification: boolean;
}

export interface DialOptions {
  readonly tls: TlsSettings;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A connected socket, straight to the address in the URL: proxy variables are never looked at. */
export async function dial(target: Target, options: DialOptions): Promise<Socket> {
  let failure: unknown;
  for (const host of hostsToTry(target.host)) {
    try {
      return await dialHost(host, target, options);
    } catch (error) {
      options.signal.throwIfAborted();
      failure ??= error;
    }
  }
  throw failure;
}

async function dialHost(host: string, target: Target, options: DialOptions): Promise<Socket> {
  const plain = connect({ host, port: target.port, noDelay: true, keepAlive: true });
  const socket = target.isSecure ? await secure(plain, target, options.tls) : plain;
  const readyEvent = target.isSecure ? 'secureConnect' : 'connect';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`no answer within ${options.timeoutMs / 1000}s`)), options.timeoutMs);
    const onAbort = () => fail(options.signal.reason);
    const settle = () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      plain.removeListener('error', fail);
      socket.removeListener('error', fail);
      socket.removeListener(readyEvent, ready);
    };
    const ready = () => {
      settle();
      resolve();
    };
    const fail = (error: unknown) => {
      settle();
      // A late error of a socket that was given up must not become an uncaught exception.
      socket.on('error', () => {});
      plain.on('error', () => {});
      socket.destroy();
      plain.destroy();
      reject(error instanceof CrixError ? error : connectError(target, error));
    };
    options.signal.addEventListener('abort', onAbort);
    plain.on('error', fail);
    socket.on('error', fail);
    socket.on(readyEvent, ready);
    if (options.signal.aborted) onAbort();
  });
  return socket;
}

async function secure(plain: Socket, target: Target, tls: TlsSettings): Promise<Socket> {
  const { connect: connectTls } = await import('node:tls');
  const isName = !/^[\d.]+$|:/.test(target.host);
  const serverName = tls.serverName ?? (isName ? target.host : undefined);
  return connectTls({
    socket: plain,
    rejectUnauthorized: !tls.skipVerification,
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(tls.ca === undefined ? {} : { ca: Buffer.from(tls.ca) }),
    ...(tls.cert === undefined ? {} : { cert: Buffer.from(tls.cert) }),
    ...(tls.key === undefined ? {} : { key: Buffer.from(tls.key) }),
  });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  ENOTFOUND: 'no such host',
  ETIMEDOUT: 'connection timed out',
};

function connectError(target: Target, cause: unknown): CrixError {
  const code = (cause as { code?: unknown } | undefined)?.code;
  const reason = typeof code === 'string' && code in reasons ? reasons[code] : messageOf(cause);
  const isLocal = target.host === '127.0.0.1' || target.host === '::1' || target.host === 'localhost';
  return new CrixError('connect', `cannot connect to the streaming server at ${target.authority}: ${reason}`, {
    cause,
    ...(isLocal && code === 'ECONNREFUSED'
      ? { hint: 'the address is local to the node that runs the runtime: run this there' }
      : {}),
  });
}
