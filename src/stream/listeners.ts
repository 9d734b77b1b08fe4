import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { CrixError } from '../errors.ts';
import type { PortPair } from './ports.ts';

export interface Listener {
  /** As in `127.0.0.1:8080` and `[::1]:8080`. */
  readonly address: string;
  readonly local: number;
  readonly remote: number;
}

/** How often to look for a port that is free on all addresses. */
const freePortTries = 20;
const loopback = ['127.0.0.1', '::1'];

/** Listens for one pair of ports on all addresses; `localhost` stands for both loopback addresses. */
export async function listenOn(
  addresses: readonly string[],
  pair: PortPair,
  onConnection: (local: Socket, remote: number) => void,
): Promise<{ listeners: Listener[]; servers: Server[] }> {
  const hosts = addresses.flatMap((address): Host[] =>
    address === 'localhost'
      ? loopback.map((host) => ({ host, mayBeMissing: true }))
      : [{ host: address, mayBeMissing: false }],
  );
  for (let tries = freePortTries; ; tries--) {
    const servers: Server[] = [];
    try {
      await listenAll(hosts, pair, servers, onConnection);
      const listeners = servers.map((server) => ({
        address: addressOf(server),
        local: portOf(server),
        remote: pair.remote,
      }));
      return { listeners, servers };
    } catch (error) {
      for (const server of servers) server.close();
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      // The port that one address gave us is taken on another: ask for another one.
      if (!(isTaken && pair.local === 0 && tries > 1)) throw listenError(error, pair);
    }
  }
}

interface Host {
  host: string;
  /** The machine may lack IPv4 or IPv6; one of the two is enough. */
  mayBeMissing: boolean;
}

async function listenAll(
  hosts: readonly Host[],
  pair: PortPair,
  servers: Server[],
  onConnection: (local: Socket, remote: number) => void,
): Promise<void> {
  let missing: unknown;
  for (const { host, mayBeMissing } of hosts) {
    const [first] = servers;
    const port = pair.local === 0 && first ? portOf(first) : pair.local;
    try {
      servers.push(await listen(host, port, (local) => onConnection(local, pair.remote)));
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!mayBeMissing || !['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)) throw error;
      missing = error;
    }
  }
  if (servers.length === 0) throw missing;
}

function listen(host: string, port: number, onConnection: (local: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Half-open, because the answer may go on after the client has said all it has to say.
    const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
    server.on('error', reject);
    server.listen({ host, port, ipv6Only: true }, () => {
      server.removeListener('error', reject);
      // Running out of file descriptors refuses a connection but must not end the program.
      server.on('error', () => {});
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

function listenError(error: unknown, pair: PortPair): CrixError {
  const { code, message, address } = error as NodeJS.ErrnoException & { address?: string };
  const where = `${address === undefined ? '' : `${address} `}port ${pair.local}`;
  if (code === 'EADDRINUSE') {
    return new CrixError('failure', `cannot listen on ${where}: it is in use`, {
      cause: error,
      hint: `choose another with LOCAL:${pair.remote}, or let the system choose with :${pair.remote}`,
    });
  }
  if (code === 'EACCES')
    return new CrixError('failure', `cannot listen on ${where}: permission denied`, { cause: error });
  return new CrixError('failure', `cannot listen on ${where}: ${message}`, { cause: error });
}
