import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls, rootCertificates } from 'node:tls';

export interface RegistryReply {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface RegistryDeps {
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

const timeoutMs = 15_000;
/** A registry's answers to these questions are short. */
const mostBytes = 1024 * 1024;

/** One GET, by the proxy that the environment names, with the authorities that docker knows for the host. */
export async function registryGet(
  address: string,
  headers: Readonly<Record<string, string>>,
  { env, signal }: RegistryDeps,
): Promise<RegistryReply> {
  const url = new URL(address);
  const isTls = url.protocol === 'https:';
  const proxy = proxyFor(url, env);
  const options: RequestOptions = {
    headers: { ...headers, 'user-agent': 'crix' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  };
  if (isTls) {
    const ca = authoritiesFor(url.host);
    const trust = ca === undefined ? {} : { ca: [...ca] };
    if (proxy === undefined) return reply(requestTls(url, { ...options, ...trust }));
    const socket = await tunnelThrough(proxy, url, options);
    const createConnection = () => connectTls({ socket, servername: url.hostname, ...trust });
    return reply(requestTls(url, { ...options, agent: false, createConnection }));
  }
  if (proxy === undefined) return reply(requestPlain(url, options));
  // A proxy takes the whole address in place of the path.
  return reply(requestPlain(proxy, { ...options, path: url.href, headers: { ...options.headers, host: url.host } }));
}

function reply(request: ReturnType<typeof requestPlain>): Promise<RegistryReply> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response: IncomingMessage) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes <= mostBytes) pieces.push(piece);
      });
      response.on('error', reject);
      response.on('end', () => {
        const headers = response.headers as RegistryReply['headers'];
        resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(pieces).toString('utf8') });
      });
    });
    request.end();
  });
}

function proxyFor(url: URL, env: RegistryDeps['env']): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = env[name] || env[name.toLowerCase()];
  if (!text || isDirect(url.hostname, env['NO_PROXY'] || env['no_proxy'] || '')) return undefined;
  const full = text.includes('://') ? text : `http://${text}`;
  return URL.canParse(full) ? new URL(full) : undefined;
}

/** This machine is reached without a proxy, as Go programs have it. */
function isDirect(host: string, list: string): boolean {
  if (/^(localhost|127\.|\[::1\])/.test(host)) return true;
  const rules = list.split(',').map((rule) =>
    rule
      .trim()
      .replace(/:\d+$/, '')
      .replace(/^\*?\./, ''),
  );
  return rules.some((rule) => rule === '*' || (rule !== '' && (host === rule || host.endsWith(`.${rule}`))));
}

function tunnelThrough(proxy: URL, url: URL, options: RequestOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const path = `${url.hostname}:${url.port || 443}`;
    const credentials = decodeURIComponent(`${proxy.username}:${proxy.password}`);
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const headers = { host: path, ...(proxy.username === '' ? {} : { 'proxy-authorization': authorization }) };
    const request = requestPlain(proxy, {
      method: 'CONNECT',
      path,
      headers,
      signal: options.signal ?? undefined,
    } as RequestOptions);
    request.on('error', reject);
    request.on('connect', (response, socket) => {
      if (response.statusCode === 200) resolve(socket);
      else reject(new Error(`the proxy ${proxy.host} answered with status ${response.statusCode}`));
    });
    request.end();
  });
}

const certificates = '/etc/docker/certs.d';

/** Undefined: the usual ones. */
function authoritiesFor(host: string): readonly string[] | undefined {
  try {
    const folder = join(certificates, host);
    const own = readdirSync(folder).filter((name) => name.endsWith('.crt'));
    if (own.length === 0) return undefined;
    return [...rootCertificates, ...own.map((name) => readFileSync(join(folder, name), 'utf8'))];
  } catch {
    return undefined;
  }
}
