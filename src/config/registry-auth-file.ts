import { CrixError } from '../errors.ts';
import { hubName, type ImageOrigin } from '../model/image-reference.ts';

/** What a registry is told. The names are those of CRI's AuthConfig. */
export interface RegistryAuth {
  username?: string;
  password?: string;
  identityToken?: string;
  registryToken?: string;
}

/** The parts of docker's config.json and podman's auth.json that concern credentials. */
export interface AuthFile {
  path: string;
  /** Key as written (a host, a URL, or a host with a path) to what the file says there. */
  auths: ReadonlyMap<string, RegistryAuth>;
  /** Registry to the name of its credential helper. */
  helperOf: Readonly<Record<string, string>>;
  defaultHelper: string | undefined;
}

type JsonObject = Record<string, unknown>;

function objectAt(parent: JsonObject, key: string, path: string): JsonObject {
  const value = parent[key] ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as JsonObject;
  throw new CrixError('failure', `credentials file ${path}: ${JSON.stringify(key)} has to be an object`);
}

/** @throws CrixError naming the file, never quoting from it */
export function parseAuthFile(path: string, text: string): AuthFile {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    // JSON.parse quotes the text around the mistake, which may be a password.
    throw new CrixError('failure', `credentials file ${path} is not valid JSON`);
  }
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    throw new CrixError('failure', `credentials file ${path} has to hold a JSON object`);
  }
  const file = root as JsonObject;
  const auths = new Map<string, RegistryAuth>();
  for (const [key, entry] of Object.entries(objectAt(file, 'auths', path))) {
    const auth = readEntry(entry);
    if (auth !== undefined) auths.set(key, auth);
  }
  const { credsStore } = file;
  return {
    path,
    auths,
    helperOf: readHelpers(objectAt(file, 'credHelpers', path)),
    defaultHelper: typeof credsStore === 'string' && credsStore !== '' ? credsStore : undefined,
  };
}

function readHelpers(entries: JsonObject): Record<string, string> {
  const helperOf: Record<string, string> = Object.create(null);
  for (const [registry, name] of Object.entries(entries)) {
    if (typeof name === 'string' && name !== '') helperOf[hostOf(registry)] = name;
  }
  return helperOf;
}

function readEntry(entry: unknown): RegistryAuth | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const text = (key: string) => {
    const value = (entry as JsonObject)[key];
    return typeof value === 'string' ? value : '';
  };
  // A runtime prefers a user name over a token, but next to a token the stored user name is only a placeholder.
  if (text('identitytoken') !== '') return { identityToken: text('identitytoken') };
  if (text('registrytoken') !== '') return { registryToken: text('registrytoken') };
  if (text('username') !== '') return { username: text('username'), password: text('password') };
  return text('auth') === '' ? undefined : decodePair(text('auth'));
}

/** docker pads some of these with NUL bytes. */
function decodePair(base64: string): RegistryAuth | undefined {
  const pair = Buffer.from(base64, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon <= 0) return undefined;
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1).replace(/\0+$/, '') };
}

/** The most exact entry: podman may store credentials for a part of a registry, docker stores a host or a URL. */
export function findAuthEntry(file: AuthFile, origin: ImageOrigin): RegistryAuth | undefined {
  const parts = origin.repository.split('/');
  for (let count = parts.length; count >= 0; count--) {
    const wanted = [origin.registry, ...parts.slice(0, count)].join('/');
    for (const [key, auth] of file.auths) if (keyOf(key) === wanted) return auth;
  }
  return undefined;
}

/** `https://index.docker.io/v1/` is docker.io, `https://host/v2/` is host, `host/team/` is host/team. */
function keyOf(written: string): string {
  const bare = written.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const path = bare.replace(/^[^/]*/, '').replace(/^\/v[12]$/, '');
  return hostOf(written) + path;
}

function hostOf(written: string): string {
  return hubName(written.replace(/^https?:\/\//, '').replace(/\/.*$/s, ''));
}
