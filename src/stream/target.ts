import { CrixError } from '../errors.ts';

/** Where a runtime's streaming URL leads. */
export interface Target {
  /** Without brackets, as connect() wants it. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Path and query, for the request line. */
  readonly path: string;
  /** `host:port` as written in the URL, for the Host header and for messages. */
  readonly authority: string;
}

/** A runtime that leaves the host out means the kubelet's old streaming port on this machine. */
const hostlessBase = 'http://127.0.0.1:10250';

/** @throws CrixError of kind runtime when it is no http or https URL */
export function parseStreamUrl(text: string): Target {
  let url: URL;
  try {
    url = new URL(text, hostlessBase);
  } catch (cause) {
    throw new CrixError('runtime', `the runtime sent a streaming URL that cannot be read: ${JSON.stringify(text)}`, {
      cause,
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new CrixError('runtime', `the runtime sent a streaming URL of unknown kind: ${JSON.stringify(text)}`);
  }
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    isSecure,
    path: url.pathname + url.search,
    authority: `${url.hostname}:${port}`,
  };
}

/**
 * The addresses to try in turn. A server bound to all addresses puts `[::]` or 0.0.0.0 into its URL; connecting to them
 * reaches this machine, except `::` where IPv6 is switched off.
 */
export function hostsToTry(host: string): readonly string[] {
  return host === '::' ? ['::', '127.0.0.1'] : [host];
}
