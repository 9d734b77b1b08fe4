import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeScriptedNode } from '../support/scripted-node.ts';
import { type LoggedRequest, startScriptedServer } from '../support/scripted-server.ts';
import type { Case, ScriptStep } from './case.ts';

/** The program under test: words that start it, such as node and a link to bin/crix.js. */
export interface Program {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** What the program did, with the placeholders put back for the real paths. */
export interface Outcome {
  exit: number | string;
  stdout: string;
  stdoutBytes: Buffer;
  stderr: string;
  requests: LoggedRequest[];
  /** Of those that files_after asks for; null: not there. */
  files: Record<string, string | null>;
}

interface Places {
  DIR: string;
  SOCKET: string;
  IMAGE_SOCKET: string;
}

const limitMs = 40_000;

/** Runs one case in a folder of its own under `root`, whose path has to be short: a socket path may have about 100 bytes. */
export async function runCase(test: Case, program: Program, root: string): Promise<Outcome> {
  const places = { DIR: join(root, 'd'), SOCKET: join(root, 's'), IMAGE_SOCKET: join(root, 'i') };
  await mkdir(places.DIR, { recursive: true });
  const placed = fill(test, places);
  await writeFiles(placed, places.DIR);
  const asked = new EventEmitter();
  const server = await startServer(placed, places, () => asked.emit('request'));
  try {
    const child = start(placed, program, places);
    const ended = await watch(child, placed, places.DIR, asked);
    return {
      exit: ended.exit,
      stdout: unfill(ended.stdout.toString('utf8'), places),
      stdoutBytes: ended.stdout,
      stderr: unfill(ended.stderr.toString('utf8'), places),
      requests: JSON.parse(unfill(JSON.stringify(server?.requests ?? []), places)) as LoggedRequest[],
      files: await readFiles(Object.keys(test.files_after ?? {}), places.DIR),
    };
  } finally {
    await server?.close();
    await rm(root, { recursive: true, force: true });
  }
}

/** Only what the program is given has placeholders to fill: what is expected keeps them. */
function fill(test: Case, places: Places): Case {
  const given = { argv: test.argv, env: test.env, files: test.files, server: test.server, script: test.script };
  const text = JSON.stringify(given).replace(/\{(DIR|SOCKET|IMAGE_SOCKET)\}/g, (_, name: keyof Places) => places[name]);
  return { ...test, ...(JSON.parse(text) as Partial<Case>) };
}

function unfill(text: string, places: Places): string {
  return text
    .replaceAll(places.IMAGE_SOCKET, '{IMAGE_SOCKET}')
    .replaceAll(places.SOCKET, '{SOCKET}')
    .replaceAll(places.DIR, '{DIR}');
}

async function writeFiles(test: Case, dir: string): Promise<void> {
  const files = new Map<string, string | Buffer>([['crictl.yaml', '']]);
  for (const [name, text] of Object.entries(test.files ?? {})) {
    files.set(name, text);
  }
  for (const [name, text] of Object.entries(test.files_base64 ?? {})) {
    files.set(name, Buffer.from(text, 'base64'));
  }
  for (const [name, content] of files) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
}

async function startServer({ server: settings = {} }: Case, places: Places, onRequest: () => void) {
  if (settings.none === 'file') {
    await writeFile(places.SOCKET, '');
  }
  if (settings.none !== undefined && settings.none !== false) {
    return undefined;
  }
  return startScriptedServer({
    socket: places.SOCKET,
    ...(settings.image_socket === true ? { imageSocket: places.IMAGE_SOCKET } : {}),
    node: makeScriptedNode(settings),
    onRequest,
  });
}

function start(test: Case, program: Program, places: Places): ChildProcess {
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: places.DIR,
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    CRI_CONFIG_FILE: join(places.DIR, 'crictl.yaml'),
    CONTAINER_RUNTIME_ENDPOINT: `unix://${places.SOCKET}`,
    ...program.env,
  };
  for (const [name, value] of Object.entries(test.env ?? {})) {
    if (value === null) {
      delete env[name];
    } else {
      env[name] = value;
    }
  }
  const child = spawn(program.command, [...program.args, ...test.argv], { cwd: places.DIR, env, stdio: 'pipe' });
  // A program that never reads its input closes the pipe first.
  child.stdin.on('error', () => undefined);
  child.stdin.end(test.stdin ?? '');
  return child;
}

async function watch(
  child: ChildProcess,
  test: Case,
  dir: string,
  asked: EventEmitter,
): Promise<{ exit: number | string; stdout: Buffer; stderr: Buffer }> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const timers = [setTimeout(() => child.kill('SIGKILL'), limitMs)];
  // A busy machine may take a second to start a program: the script's time begins when the program is there.
  asked.once('request', () => {
    for (const step of test.script ?? []) timers.push(setTimeout(() => void perform(step, child, dir), step.after_ms));
  });
  const exit = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? `killed by ${signal}`));
  });
  for (const timer of timers) {
    clearTimeout(timer);
  }
  return { exit, stdout: Buffer.concat(out), stderr: Buffer.concat(err) };
}

async function perform(step: ScriptStep, child: ChildProcess, dir: string): Promise<void> {
  if ('append' in step) {
    await appendFile(join(dir, step.append.file), step.append.text);
  } else if ('rename' in step) {
    await rename(join(dir, step.rename.file), join(dir, step.rename.to));
  } else {
    child.kill(step.signal);
  }
}

async function readFiles(names: readonly string[], dir: string): Promise<Record<string, string | null>> {
  const files: Record<string, string | null> = {};
  for (const name of names) {
    files[name] = await readFile(join(dir, name), 'utf8').catch(() => null);
  }
  return files;
}
