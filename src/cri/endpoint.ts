import { CrixError, usageError } from '../errors.ts';

/** Where a runtime listens. `text` is how the user would write it. */
export type Endpoint =
  /** A unix socket; an abstract one has a path that starts with NUL. On Windows a named pipe. */
  | { readonly kind: 'local'; readonly path: string; readonly text: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly text: string };

export type LocalEndpoint = Extract<Endpoint, { kind: 'local' }>;

/** The setting that an endpoint came from, for messages. */
export type EndpointSetting = 'runtime-endpoint' | 'image-endpoint';

export interface ParsedEndpoint {
  readonly endpoint: Endpoint;
  /** One line for stderr: the form works, but should be written differently. */
  readonly warning?: string;
}

/** The sockets that are tried, in this order, when no endpoint is set. */
export const defaultEndpoints: readonly LocalEndpoint[] = [
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/var/run/cri-dockerd.sock',
].map((path) => ({ kind: 'local', path, text: `unix://${path}` }));

/** Reads every form that operators write. @throws CrixError of kind usage */
export function parseEndpoint(text: string, setting: EndpointSetting = 'runtime-endpoint'): ParsedEndpoint {
  const shown = JSON.stringify(text);
  if (text === '') throw usageError(`${setting} is empty`, `write it like unix://${defaultEndpoints[0]?.path}`);
  const [scheme, rest] = splitScheme(text);
  switch (scheme?.toLowerCase()) {
    case undefined:
      return bareName(text, setting);
    case 'unix':
      return { endpoint: unixEndpoint(text, rest, setting) };
    case 'unix-abstract':
      return { endpoint: abstractEndpoint(text, rest, setting) };
    case 'npipe':
      return { endpoint: pipeEndpoint(text, rest, setting) };
    case 'tcp':
      return { endpoint: tcpEndpoint(text, rest, setting) };
    case 'http':
    case 'https':
      throw usageError(
        `${setting} ${shown}: ${scheme}:// is not supported, CRI is spoken over gRPC`,
        'use unix:///path/to/socket or tcp://host:port',
      );
    default:
      throw usageError(
        `${setting} ${shown}: protocol ${JSON.stringify(scheme)} is not supported`,
        'use unix:///path/to/socket, unix-abstract:name or tcp://host:port',
      );
  }
}

function splitScheme(text: string): [scheme: string | undefined, rest: string] {
  // Nearly all are written so.
  if (text.startsWith('unix:')) return ['unix', text.slice('unix:'.length)];
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(text) ?? [];
  return [scheme, rest];
}

function bareName(text: string, setting: EndpointSetting): ParsedEndpoint {
  if (text.startsWith('@')) return { endpoint: abstractEndpoint(text, text.slice(1), setting) };
  const full = text.startsWith('/') ? `unix://${text}` : `unix:${text}`;
  return {
    endpoint: { kind: 'local', path: text, text: full },
    warning: `${setting} ${JSON.stringify(text)} has no protocol; write ${full}`,
  };
}

/** `unix:/x`, `unix:///x` and `unix:////x` name one file; `unix:x` is relative to the working directory, as in gRPC. */
function unixEndpoint(text: string, rest: string, setting: EndpointSetting): Endpoint {
  if (rest.startsWith('@')) return abstractEndpoint(text, rest.slice(1), setting);
  let slashes = 0;
  while (rest[slashes] === '/') slashes++;
  const path = slashes === 0 ? rest : rest.slice(slashes - 1);
  if (path === '' || path === '/') {
    throw usageError(`${setting} ${JSON.stringify(text)} names no socket`, 'write it like unix:///path/to/socket');
  }
  if (slashes === 2) {
    throw usageError(
      `${setting} ${JSON.stringify(text)}: a path after unix:// has to be absolute, with three slashes`,
      `did you mean unix://${path}`,
    );
  }
  if (path.includes('\0')) throw usageError(`${setting} ${JSON.stringify(text)} contains a NUL character`);
  return { kind: 'local', path, text };
}

function abstractEndpoint(text: string, name: string, setting: EndpointSetting): Endpoint {
  if (name === '') throw usageError(`${setting} ${JSON.stringify(text)} names no abstract socket`);
  return { kind: 'local', path: `\0${name}`, text: text.startsWith('@') ? `unix:${text}` : text };
}

function pipeEndpoint(text: string, rest: string, setting: EndpointSetting): Endpoint {
  const path = rest.replace(/^\/\/(?=\/)/, '').replaceAll('/', '\\');
  if (!/^\\\\[^\\]+\\pipe\\./i.test(path)) {
    throw usageError(
      `${setting} ${JSON.stringify(text)} is no named pipe`,
      'write it like npipe:////./pipe/containerd-containerd',
    );
  }
  return { kind: 'local', path, text };
}

function tcpEndpoint(text: string, rest: string, setting: EndpointSetting): Endpoint {
  const [, bracketed, plain, digits] = /^\/\/(?:\[([0-9a-f:.%]+)\]|([^:/[\]]+)):(\d{1,5})\/?$/i.exec(rest) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65535) {
    throw usageError(
      `${setting} ${JSON.stringify(text)} needs a host and a port`,
      'write it like tcp://127.0.0.1:5000',
    );
  }
  return { kind: 'tcp', host, port, text };
}

/** The unit that usually serves a socket, for hints. */
function unitOf(endpoint: Endpoint): string {
  if (/crio/.test(endpoint.text)) return 'crio';
  if (/dockerd/.test(endpoint.text)) return 'cri-docker';
  return 'containerd';
}

/** The name of an endpoint in a message: a path for a socket file, because that is what the user will look at. */
export function placeOf(endpoint: Endpoint): string {
  return endpoint.kind === 'local' && !endpoint.path.startsWith('\0') ? endpoint.path : endpoint.text;
}

/** Says why a socket could not be reached, by the errno of connect(2): each cause has its own sentence and next step. */
export function connectError(
  endpoint: Endpoint,
  errno: string,
  setting: EndpointSetting = 'runtime-endpoint',
): CrixError {
  const place = placeOf(endpoint);
  const [message, hint] = connectTexts(endpoint, place, errno, setting);
  return new CrixError('connect', message, { hint, code: 'Unavailable' });
}

function connectTexts(endpoint: Endpoint, place: string, errno: string, setting: EndpointSetting): [string, string] {
  const elsewhere = `name the right one with --${setting}`;
  switch (errno) {
    case 'ENOENT':
      return [
        `no such file: ${place} (the runtime's socket)`,
        `is the runtime running? try: systemctl status ${unitOf(endpoint)}; if its socket is elsewhere, ${elsewhere}`,
      ];
    case 'EACCES':
    case 'EPERM':
      return [`permission denied: ${place} (the runtime's socket)`, 'run as root, for example with sudo'];
    case 'ECONNREFUSED':
      return [
        `connection refused: nobody listens on ${place}`,
        `is the runtime running? try: systemctl status ${unitOf(endpoint)}`,
      ];
    case 'EAGAIN':
      return [
        `no answer from ${place}: the runtime takes no more connections`,
        `it may be overloaded or stuck; try: systemctl status ${unitOf(endpoint)}`,
      ];
    case 'ENOTSOCK':
      return [`not a socket: ${place}`, elsewhere];
    case 'ENOTDIR':
      return [`no such file: ${place} (a part of the path is not a folder)`, elsewhere];
    case 'EADDRNOTAVAIL':
      return [
        `this Node.js cannot connect to abstract sockets such as ${place}`,
        'use a newer Node.js, the standalone crix, or a socket that is a file',
      ];
    case 'ENAMETOOLONG':
      return [`path too long for a socket: ${place}`, 'the system allows about 107 bytes'];
    case 'ETIMEDOUT':
      return [`no answer from ${place}`, 'the runtime may be overloaded or stuck'];
    default:
      return [
        `cannot connect to ${place}: ${errno}`,
        `is the runtime running? try: systemctl status ${unitOf(endpoint)}`,
      ];
  }
}

/** For a gRPC server that answers, but not to CRI v1: nearly always containerd with its CRI plugin disabled. */
export function notCriError(endpoint: Endpoint, details: string): CrixError {
  return new CrixError('connect', `${placeOf(endpoint)} does not serve CRI v1: Unimplemented: ${details}`, {
    hint: 'if it is containerd, look for "cri" in disabled_plugins of /etc/containerd/config.toml and restart it; otherwise the runtime is too old for CRI v1',
    code: 'Unimplemented',
  });
}
