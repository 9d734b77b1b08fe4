import { CrixError } from '../../errors.ts';
import type { PublishedPort } from '../../ops/containers/alone.ts';

const protocols: Readonly<Record<string, PublishedPort['protocol']>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

/** `-p [IP:][HOST:]CONTAINER[/PROTOCOL]`, each port perhaps a range. @throws CrixError of kind usage */
export function publishedPorts(word: string): PublishedPort[] {
  const [address = '', protocolWord = 'tcp', ...more] = word.split('/');
  const protocol = protocols[protocolWord.toLowerCase()];
  if (protocol === undefined || more.length > 0) throw invalid(word, `invalid protocol: ${protocolWord}`);
  const [, hostIp = '', host, container] =
    /^(?:(\[[^\]]*\]|\d+(?:\.\d+){3}):)?(?:([\d-]*):)?([\d-]+)$/.exec(address) ?? [];
  if (container === undefined) throw invalid(word, 'want [IP:][HOST_PORT:]CONTAINER_PORT[/PROTOCOL]');
  const inside = rangeOf(word, container);
  const ip = hostIp.replace(/^\[|\]$/g, '');
  // A free one is picked when the container is made.
  const isPicked = host === undefined || host === '' || host === '0';
  const outside = isPicked ? inside.map(() => 0) : rangeOf(word, host);
  if (outside.length !== inside.length) throw invalid(word, 'the two ranges differ in length');
  return inside.map((containerPort, at) => ({ protocol, containerPort, hostPort: outside[at] as number, hostIp: ip }));
}

/** `--expose PORT[/PROTOCOL]`, perhaps a range, as `80/tcp` each. @throws CrixError of kind usage */
export function exposedPorts(word: string): string[] {
  const [ports = '', protocol = 'tcp'] = word.split('/');
  if (protocols[protocol.toLowerCase()] === undefined) throw invalid(word, `invalid protocol: ${protocol}`);
  return rangeOf(word, ports).map((port) => `${port}/${protocol.toLowerCase()}`);
}

function rangeOf(word: string, text: string): number[] {
  const [first = '', last = first] = text.split('-');
  const [from, to] = [Number(first), Number(last)];
  const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65535;
  if (first === '' || !isPort(from) || !isPort(to) || to < from) throw invalid(word, `invalid port ${text}`);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function invalid(word: string, why: string): CrixError {
  return new CrixError('usage', `invalid published port ${JSON.stringify(word)}: ${why}`);
}
