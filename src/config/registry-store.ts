import { mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CrixError, messageOf } from '../errors.ts';
import { parseAuthFile, type RegistryAuth } from './registry-auth-file.ts';
import { type HelperAction, type HelperRunner, isNoCredentials } from './registry-auth-helper.ts';

type JsonObject = Record<string, unknown>;

/** docker's own credentials file, or the helper that it names. */
export interface LoginStore {
  env: Readonly<Record<string, string | undefined>>;
  runHelper: HelperRunner;
}

/** Where docker keeps its configuration. @throws CrixError without a home */
export function dockerConfigPath(env: LoginStore['env']): string {
  const { DOCKER_CONFIG, HOME } = env;
  if (DOCKER_CONFIG) return join(DOCKER_CONFIG, 'config.json');
  if (HOME) return join(HOME, '.docker', 'config.json');
  throw new CrixError('failure', 'neither DOCKER_CONFIG nor HOME is set: there is no place for credentials');
}

/**
 * Keeps credentials for a registry as docker does.
 *
 * @returns the file, if they are readable in it; undefined when a helper keeps them
 */
export async function storeLogin(store: LoginStore, server: string, auth: RegistryAuth): Promise<string | undefined> {
  const path = dockerConfigPath(store.env);
  const file = readConfig(path);
  const helper = helperFor(path, file, server);
  if (helper !== undefined) {
    const [Username, Secret] = auth.identityToken ? ['<token>', auth.identityToken] : [auth.username, auth.password];
    await callHelper(store, helper, 'store', JSON.stringify({ ServerURL: server, Username, Secret }));
    writeConfig(path, withEntry(file, server, {}));
    return undefined;
  }
  writeConfig(path, withEntry(file, server, entryOf(auth)));
  return path;
}

/** Forgets a registry's credentials. Nothing is written when there are none. */
export async function eraseLogin(store: LoginStore, server: string): Promise<void> {
  const path = dockerConfigPath(store.env);
  const file = readConfig(path);
  const helper = helperFor(path, file, server);
  if (helper !== undefined) await callHelper(store, helper, 'erase', server);
  const auths = { ...authsOf(file) };
  const known = [server, `https://${server}`, `http://${server}`].filter((key) => Object.hasOwn(auths, key));
  if (known.length === 0) return;
  for (const key of known) delete auths[key];
  writeConfig(path, { ...file, auths });
}

function entryOf({ username = '', password = '', identityToken }: RegistryAuth): JsonObject {
  const pair = identityToken === undefined ? `${username}:${password}` : `${username}:`;
  return {
    auth: Buffer.from(pair).toString('base64'),
    ...(identityToken === undefined ? {} : { identitytoken: identityToken }),
  };
}

function helperFor(path: string, file: JsonObject, server: string): string | undefined {
  const { helperOf, defaultHelper } = parseAuthFile(path, JSON.stringify(file));
  return helperOf[server.replace(/^https?:\/\//, '').replace(/\/.*$/, '')] ?? defaultHelper;
}

async function callHelper({ runHelper }: LoginStore, name: string, action: HelperAction, input: string): Promise<void> {
  const program = `docker-credential-${name}`;
  const { status, stdout, stderr } = await runHelper(program, input, action);
  if (status === 0 || (action === 'erase' && isNoCredentials(stdout))) return;
  const why = (stdout || stderr).trim().split('\n')[0] || `exit status ${status}`;
  throw new CrixError('failure', `credential helper ${program} could not ${action} the credentials: ${why}`);
}

function readConfig(path: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new CrixError('failure', `cannot read ${path}: ${messageOf(error)}`, { cause: error });
  }
  // Checked first: JSON.parse would quote what stands around a mistake, which may be a password.
  parseAuthFile(path, text);
  return JSON.parse(text) as JsonObject;
}

const authsOf = ({ auths }: JsonObject): JsonObject => (auths ?? {}) as JsonObject;

/** docker writes the servers first, in order. */
function withEntry(file: JsonObject, server: string, entry: JsonObject): JsonObject {
  const auths = Object.entries({ ...authsOf(file), [server]: entry }).sort(([one], [other]) => (one < other ? -1 : 1));
  return { auths: Object.fromEntries(auths), ...without(file, 'auths') };
}

function without({ ...file }: JsonObject, key: string): JsonObject {
  delete file[key];
  return file;
}

/** Whole or not at all, and for nobody else to read. A link stays a link. */
function writeConfig(path: string, file: JsonObject): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const target = realPathOf(path);
  const draft = `${target}.${crypto.randomUUID()}`;
  writeFileSync(draft, JSON.stringify(file, null, '\t'), { mode: 0o600 });
  renameSync(draft, target);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
