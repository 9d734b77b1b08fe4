import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Takes over a connection whose upgrade was asked for. */
export type Upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

export interface FakeStreamingServer {
  readonly url: string;
  /** Requests that asked for an upgrade. */
  readonly requests: IncomingMessage[];
  stop(): Promise<void>;
}

/** A runtime's streaming server on a real local port. */
export async function startStreamingServer(
  upgrade: Upgrade,
  makeServer: () => Server = createServer,
  scheme = 'http',
): Promise<FakeStreamingServer> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const server = makeServer();
  server.on('upgrade', (request, socket, head) => {
    requests.push(request);
    sockets.add(socket as Socket);
    (socket as Socket).setNoDelay(true);
    socket.on('error', () => {});
    upgrade(request, socket as Socket, head);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}/exec/token`,
    requests,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Writes bytes in pieces of a size that no frame border is a multiple of. */
export async function writeInPieces(socket: Socket, bytes: Buffer, size: number): Promise<void> {
  for (let offset = 0; offset < bytes.length && !socket.destroyed; offset += size) {
    socket.write(bytes.subarray(offset, offset + size));
    await new Promise(setImmediate);
  }
}
