import { isIP } from 'node:net';
import type { Init } from '../../cri/api.ts';
import type { DNSConfig } from '../../cri/gen/types.ts';
import { CrixError, usageError } from '../../errors.ts';

export interface DnsWords {
  servers: readonly string[];
  searches: readonly string[];
  options: readonly string[];
}

/** Where the host's name servers stand; with systemd-resolved the first names only the host's own. */
const hostFile = '/etc/resolv.conf';
const resolvedFile = '/run/systemd/resolve/resolv.conf';
/** docker's, where the host has none that a container could reach. */
const publicServers = ['8.8.8.8', '8.8.4.4'];

/**
 * What the container's resolv.conf is made of: what is not given comes from the host's. A server on the host's loopback cannot be
 * reached from a pod. Undefined leaves everything to the runtime, which copies the host's file.
 *
 * @throws CrixError of kind usage
 */
export function dnsOf(
  given: DnsWords,
  isHostNetwork: boolean,
  readText: (path: string) => string,
): Init<DNSConfig> | undefined {
  const bad = given.servers.find((server) => isIP(server) === 0);
  if (bad !== undefined) {
    throw usageError(`invalid argument ${JSON.stringify(bad)} for --dns: ${bad} is not an ip address`);
  }
  const host = parse(textOf(hostFile, readText));
  const isGiven = given.servers.length + given.searches.length + given.options.length > 0;
  if (!isGiven && (isHostNetwork || !host.servers.some(isLoopback))) return undefined;
  const servers = given.servers.length > 0 ? given.servers : isHostNetwork ? host.servers : reachable(host, readText);
  return {
    servers: [...servers],
    // A dot alone takes the host's away.
    searches: given.searches.length > 0 ? given.searches.filter((domain) => domain !== '.') : [...host.searches],
    options: [...(given.options.length > 0 ? given.options : host.options)],
  };
}

function reachable(host: DnsWords, readText: (path: string) => string): readonly string[] {
  const own = host.servers.filter((server) => !isLoopback(server));
  if (own.length > 0) return own;
  const upstream = parse(textOf(resolvedFile, readText)).servers.filter((server) => !isLoopback(server));
  return upstream.length > 0 ? upstream : publicServers;
}

function isLoopback(server: string): boolean {
  return server.startsWith('127.') || server === '::1';
}

function parse(text: string): DnsWords {
  const words = (key: string): string[][] =>
    text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([first]) => first === key)
      .map(([, ...rest]) => rest);
  return {
    servers: words('nameserver').flatMap(([server]) => (server === undefined ? [] : [server])),
    // The last such line counts.
    searches: words('search').at(-1) ?? [],
    options: words('options').flat(),
  };
}

function textOf(path: string, readText: (path: string) => string): string {
  try {
    return readText(path);
  } catch (error) {
    if (error instanceof CrixError) return '';
    throw error;
  }
}
