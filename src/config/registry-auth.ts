import { CrixError, messageOf } from '../errors.ts';
import { type ImageOrigin, originOf } from '../model/image-reference.ts';
import { type AuthFile, findAuthEntry, parseAuthFile, type RegistryAuth } from './registry-auth-file.ts';
import { type HelperRunner, isNoCredentials, readHelperReply } from './registry-auth-helper.ts';

export interface StoredAuthSources {
  env: Readonly<Record<string, string | undefined>>;
  /** The numeric user, in whose folder podman keeps its file when there is no XDG_RUNTIME_DIR. */
  uid: number;
  /** The only file to look at, because somebody named it. */
  authFile?: string;
  /** Undefined when there is no such file. */
  readFile(path: string): Promise<string | undefined>;
  runHelper: HelperRunner;
}

export interface StoredAuth {
  auth: RegistryAuth;
  /** The file or helper program it came from, for --debug. */
  from: string;
}

export interface StoredAuthAnswer {
  found: StoredAuth | undefined;
  /** Files and helpers that could not be used, a line each. They never hold secrets. */
  problems: string[];
}

/** `user:password`; the password may hold colons. A lone user name has an empty password. */
export function parseCreds(text: string): RegistryAuth {
  const colon = text.indexOf(':');
  const username = colon < 0 ? text : text.slice(0, colon);
  if (username === '') throw new CrixError('usage', 'credentials have to be USER[:PASSWORD]; the user name is empty');
  return { username, password: colon < 0 ? '' : text.slice(colon + 1) };
}

/**
 * Looks for an image's credentials in the files of docker and podman, as these two write them. The first file that has some wins.
 *
 * @throws CrixError when `authFile` cannot be read: it was asked for by name
 */
export async function findStoredAuth(image: string, sources: StoredAuthSources): Promise<StoredAuthAnswer> {
  const origin = originOf(image);
  const problems: string[] = [];
  for (const path of authFilePaths(sources)) {
    try {
      const file = await loadAuthFile(path, sources);
      const found = file === undefined ? undefined : await authFromFile(file, origin, sources, problems);
      if (found !== undefined) return { found, problems };
    } catch (error) {
      if (sources.authFile !== undefined) throw error;
      problems.push(messageOf(error));
    }
  }
  return { found: undefined, problems };
}

/** Paths in the order they are looked at: what somebody set by hand comes before the usual places. */
export function authFilePaths({ env, uid, authFile }: StoredAuthSources): string[] {
  if (authFile !== undefined) return [authFile];
  const { REGISTRY_AUTH_FILE, DOCKER_CONFIG, XDG_RUNTIME_DIR, HOME } = env;
  const paths = [
    REGISTRY_AUTH_FILE,
    DOCKER_CONFIG && `${DOCKER_CONFIG}/config.json`,
    XDG_RUNTIME_DIR ? `${XDG_RUNTIME_DIR}/containers/auth.json` : `/run/containers/${uid}/auth.json`,
    HOME && `${HOME}/.config/containers/auth.json`,
    !DOCKER_CONFIG && HOME && `${HOME}/.docker/config.json`,
  ];
  return paths.filter((path): path is string => typeof path === 'string' && path !== '');
}

async function loadAuthFile(path: string, sources: StoredAuthSources): Promise<AuthFile | undefined> {
  const text = await sources.readFile(path);
  if (text !== undefined) return parseAuthFile(path, text);
  if (sources.authFile !== undefined) throw new CrixError('failure', `credentials file ${path}: no such file`);
  return undefined;
}

async function authFromFile(
  file: AuthFile,
  origin: ImageOrigin,
  sources: StoredAuthSources,
  problems: string[],
): Promise<StoredAuth | undefined> {
  const helper = file.helperOf[origin.registry] ?? file.defaultHelper;
  if (helper !== undefined) {
    try {
      const auth = await askHelper(helper, origin.registry, sources.runHelper);
      if (auth !== undefined) return { auth, from: `docker-credential-${helper} (named in ${file.path})` };
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  const auth = findAuthEntry(file, origin);
  return auth === undefined ? undefined : { auth, from: file.path };
}

async function askHelper(name: string, registry: string, run: HelperRunner): Promise<RegistryAuth | undefined> {
  const program = `docker-credential-${name}`;
  // Helpers know docker.io by the address that `docker login` has always used.
  const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  const reply = await run(program, server);
  if (reply.status === 0) return readHelperReply(program, reply.stdout);
  if (isNoCredentials(reply.stdout)) return undefined;
  const why = (reply.stdout || reply.stderr).trim().split('\n')[0] ?? '';
  throw new CrixError(
    'failure',
    `credential helper ${program} failed for ${registry}: ${why || `exit status ${reply.status}`}`,
  );
}
