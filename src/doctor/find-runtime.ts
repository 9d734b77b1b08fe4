import { defaultEndpoints, type Endpoint, parseEndpoint } from '../cri/endpoint.ts';
import { probe } from '../cri/transport/probe.ts';
import { CrixError } from '../errors.ts';
import { Host } from './host.ts';
import { kubeletEndpoint, readKubelet } from './kubelet.ts';
import { runtimeSockets } from './processes.ts';

/**
 * The endpoint of the runtime that is alive: the one that is set, else the one that kubelet uses, else the only one that
 * listens at a known socket or, if none does, anywhere. @throws CrixError when there is none or a choice
 */
export async function findRuntime(set: string | undefined): Promise<string> {
  const host = new Host('');
  const kubelet = readKubelet(host);
  for (const text of [set, kubelet && kubeletEndpoint(kubelet)]) {
    if (text !== undefined && (await isAlive(parseEndpoint(text).endpoint))) return parseEndpoint(text).endpoint.text;
  }
  const known = await aliveOf(defaultEndpoints, host);
  const alive = known.length > 0 ? known : await aliveOf(runtimeSockets(host).map(socketEndpoint), host);
  const [first, ...others] = alive;
  if (first === undefined) {
    throw new CrixError('connect', 'no runtime is alive on this machine', {
      hint: 'start it, or see `crix doctor endpoint`',
    });
  }
  if (others.length === 0) return first.text;
  throw new CrixError('ambiguous', `several runtimes are alive: ${alive.map(({ text }) => text).join(', ')}`, {
    hint: `choose one: crix config runtime-endpoint ${first.text}`,
  });
}

function socketEndpoint(path: string): Endpoint {
  return { kind: 'local', path, text: `unix://${path}` };
}

async function isAlive(endpoint: Endpoint): Promise<boolean> {
  return (await probe(endpoint)).errno === undefined;
}

/** Those that accept connections, each socket once: /var/run is a link to /run. */
async function aliveOf(endpoints: readonly Endpoint[], host: Host): Promise<Endpoint[]> {
  const byInode = new Map<number, Endpoint>();
  for (const endpoint of endpoints) {
    const inode = endpoint.kind === 'local' ? host.stat(endpoint.path)?.ino : undefined;
    if (inode !== undefined && !byInode.has(inode) && (await isAlive(endpoint))) byInode.set(inode, endpoint);
  }
  return [...byInode.values()];
}
