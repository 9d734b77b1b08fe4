import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { CrixError } from '../../errors.ts';
import type { PublishedPort } from './alone.ts';

/**
 * Gives each port that was published without one a free port of the host, and sees that the others are free: CNI plugins map
 * without asking, and of two containers with the same port one would never be reached.
 *
 * @throws CrixError naming a port that is taken
 */
export async function settleHostPorts(
  wanted: readonly PublishedPort[],
  others: readonly PublishedPort[],
): Promise<PublishedPort[]> {
  const settled: PublishedPort[] = [];
  for (const port of wanted) {
    const hostPort = port.hostPort === 0 ? await pick(port, [...others, ...settled]) : port.hostPort;
    const one = { ...port, hostPort };
    if (isMapped(one, others) || !(await isFree(one))) throw taken(one);
    settled.push(one);
  }
  return settled;
}

const tries = 20;

async function pick(port: PublishedPort, known: readonly PublishedPort[]): Promise<number> {
  for (let left = tries; left > 0; left--) {
    const hostPort = await bound({ ...port, hostPort: 0 });
    if (hostPort !== undefined && !isMapped({ ...port, hostPort }, known)) return hostPort;
  }
  throw new CrixError('failure', `no free port of the host was found for port ${port.containerPort}`);
}

function isMapped(one: PublishedPort, others: readonly PublishedPort[]): boolean {
  const everywhere = ['', '0.0.0.0', '::'];
  return others.some(
    ({ protocol, hostPort, hostIp }) =>
      protocol === one.protocol &&
      hostPort === one.hostPort &&
      (hostIp === one.hostIp || everywhere.includes(hostIp) || everywhere.includes(one.hostIp)),
  );
}

async function isFree(port: PublishedPort): Promise<boolean> {
  return (await bound(port)) !== undefined;
}

function taken({ hostIp, hostPort }: PublishedPort): CrixError {
  return new CrixError('failure', `Bind for ${hostIp || '0.0.0.0'}:${hostPort} failed: port is already allocated`);
}

/** Takes a port for a moment. Undefined when something else has it. Of SCTP Node knows nothing. */
function bound({ protocol, hostIp, hostPort }: PublishedPort): Promise<number | undefined> {
  const host = hostIp || '0.0.0.0';
  if (protocol === 'SCTP' && hostPort !== 0) return Promise.resolve(hostPort);
  return new Promise((resolve) => {
    if (protocol === 'UDP') {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
      socket.on('error', () => resolve(undefined));
      socket.bind(hostPort, host, () => {
        const { port } = socket.address();
        socket.close(() => resolve(port));
      });
      return;
    }
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(hostPort, host, () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(port));
    });
  });
}
