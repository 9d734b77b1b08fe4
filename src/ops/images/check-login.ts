import { CrixError, messageOf } from '../../errors.ts';
import { type RegistryReply, registryGet } from './registry-get.ts';

export interface LoginInput {
  /** Host and perhaps port, or a URL. */
  server: string;
  username: string;
  password: string;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

/** docker's name for its own hub, under which credentials are stored. */
export const hubServer = 'https://index.docker.io/v1/';

/**
 * Asks a registry whether it knows a user, as docker's login does.
 *
 * @returns a token that stands for the password from now on, where the registry gives one
 * @throws CrixError naming the registry
 */
export async function checkLogin(input: LoginInput): Promise<string | undefined> {
  const [reply, base] = await firstAnswer(input);
  if (reply.status === 200) return undefined;
  const challenge = challengesOf(reply.headers['www-authenticate'] ?? '');
  if (reply.status !== 401 || challenge === undefined) throw refused(input, `it answered with status ${reply.status}`);
  const basic = `Basic ${Buffer.from(`${input.username}:${input.password}`).toString('base64')}`;
  if (challenge.scheme === 'basic') {
    await expectOk(input, base, basic);
    return undefined;
  }
  const token = await tokenFrom(input, challenge, basic);
  await expectOk(input, base, `Bearer ${token.access}`);
  return token.refresh;
}

/** Registries on this machine may speak plain HTTP. */
async function firstAnswer(input: LoginInput): Promise<[RegistryReply, string]> {
  const host = hostOf(input.server);
  const schemes = /^(localhost|127\.|\[::1\])/.test(host) ? ['https', 'http'] : ['https'];
  let last: unknown;
  for (const scheme of schemes) {
    const base = `${scheme}://${host}/v2/`;
    try {
      return [await registryGet(base, {}, input), base];
    } catch (error) {
      input.signal.throwIfAborted();
      last = error;
    }
  }
  throw new CrixError('failure', `cannot log in to ${host}: ${messageOf(last)}`, { cause: last });
}

function hostOf(server: string): string {
  if (server === hubServer) return 'registry-1.docker.io';
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

async function expectOk(input: LoginInput, url: string, authorization: string): Promise<void> {
  const { status } = await registryGet(url, { authorization }, input);
  if (status === 401 || status === 403) throw refused(input, 'unauthorized: incorrect username or password');
  if (status !== 200) throw refused(input, `it answered with status ${status}`);
}

function refused({ server }: LoginInput, why: string): CrixError {
  return new CrixError('failure', `login to ${server} was refused: ${why}`);
}

interface Challenge {
  scheme: 'basic' | 'bearer';
  facts: ReadonlyMap<string, string>;
}

/** The first challenge that we know, of `Bearer realm="…",service="…"`. */
function challengesOf(header: string): Challenge | undefined {
  const [, word] = /^\s*(basic|bearer)\b/i.exec(header) ?? [];
  if (word === undefined) return undefined;
  const facts = [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value] as const);
  return { scheme: word.toLowerCase() as Challenge['scheme'], facts: new Map(facts) };
}

async function tokenFrom(
  input: LoginInput,
  { facts }: Challenge,
  authorization: string,
): Promise<{ access: string; refresh: string | undefined }> {
  const realm = facts.get('realm');
  if (realm === undefined || !URL.canParse(realm)) throw refused(input, 'it does not say where tokens come from');
  const url = new URL(realm);
  const service = facts.get('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('account', input.username);
  url.searchParams.set('client_id', 'docker');
  url.searchParams.set('offline_token', 'true');
  const { status, body } = await registryGet(url.href, { authorization }, input);
  if (status !== 200) throw refused(input, 'unauthorized: incorrect username or password');
  const { token, access_token, refresh_token } = parsed(body);
  const access = token ?? access_token;
  if (typeof access !== 'string') throw refused(input, 'it gave no token');
  return { access, refresh: typeof refresh_token === 'string' ? refresh_token : undefined };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
