import { spawn } from 'node:child_process';
import { CrixError } from '../errors.ts';
import type { RegistryAuth } from './registry-auth-file.ts';

export interface HelperReply {
  status: number;
  stdout: string;
  stderr: string;
}

/** What helpers do. `store` wants a JSON object on its input, the others the server's address. */
export type HelperAction = 'get' | 'store' | 'erase';

/** Starts a credential helper with one argument, `get` unless told, and hands it its input. @throws CrixError when it cannot be started */
export type HelperRunner = (program: string, input: string, action?: HelperAction) => Promise<HelperReply>;

/** Helpers are asked while somebody waits for a pull: one that hangs must not hang us. */
const helperTimeoutMs = 30_000;

export function runCredentialHelper(
  program: string,
  input: string,
  action: HelperAction = 'get',
): Promise<HelperReply> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [action], { stdio: ['pipe', 'pipe', 'pipe'], timeout: helperTimeoutMs });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'ENOENT' ? 'is not in the PATH' : `cannot be started: ${cause.code}`;
      reject(new CrixError('failure', `credential helper ${program} ${why}`, { cause }));
    });
    child.on('close', (status) => resolve({ status: status ?? 1, stdout, stderr }));
    // A helper may end without reading; that it did shows in its status.
    child.stdin.on('error', () => {});
    child.stdin.end(`${input}\n`);
  });
}

/** The protocol has no code for "nothing stored", only these sentences on stdout. */
export function isNoCredentials(stdout: string): boolean {
  return /^credentials not found|^no credentials/.test(stdout.trim());
}

/** @throws CrixError naming the helper, never quoting what it said */
export function readHelperReply(program: string, stdout: string): RegistryAuth | undefined {
  let reply: { Username?: unknown; Secret?: unknown };
  try {
    reply = JSON.parse(stdout);
  } catch {
    throw new CrixError('failure', `credential helper ${program} did not answer with JSON`);
  }
  const { Username: username, Secret: secret } = reply;
  if (typeof username !== 'string' || typeof secret !== 'string') {
    throw new CrixError('failure', `credential helper ${program} answered without Username and Secret`);
  }
  if (username === '' && secret === '') return undefined;
  return username === '<token>' ? { identityToken: secret } : { username, password: secret };
}
