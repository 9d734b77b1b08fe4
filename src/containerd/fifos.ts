import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { CrixError, messageOf } from '../errors.ts';

/** Where containerd and we both see the same files: /tmp may be private to a systemd unit. */
const parent = '/run';

export type StreamName = 'stdin' | 'stdout' | 'stderr';

/** Named pipes between us and a process that containerd starts. What was not asked for is undefined. */
export interface Fifos {
  readonly paths: Readonly<Partial<Record<StreamName, string>>>;
  readonly stdin: Writable | undefined;
  readonly stdout: Readable | undefined;
  readonly stderr: Readable | undefined;
  /** containerd has opened the pipes: from now on the outputs end when it closes them. */
  started(): void;
  /** Lets the process go on without us: what it still writes is thrown away. */
  abandon(): void;
  /** Ends the helpers and removes the pipes. */
  remove(): Promise<void>;
}

/**
 * Node has no mkfifo, and Bun cannot wait for a fifo without blocking a thread that can then never be stopped. So mkfifo and cat
 * of the host do it; reading and writing their pipes is the same in both.
 */
export async function openFifos(names: readonly StreamName[]): Promise<Fifos> {
  const folder = await makeFolder();
  const paths: Partial<Record<StreamName, string>> = Object.fromEntries(
    names.map((name) => [name, join(folder, name)]),
  );
  const outputs = [paths.stdout, paths.stderr];
  const helpers: (ChildProcess | undefined)[] = [];
  const guards: number[] = [];
  const closeGuards = (): void => {
    for (const guard of guards.splice(0)) closeSync(guard);
  };
  const remove = async (): Promise<void> => {
    closeGuards();
    for (const helper of helpers) end(helper);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await makeFifos(Object.values(paths));
    helpers.push(paths.stdin === undefined ? undefined : writeTo(paths.stdin));
    for (const path of outputs) helpers.push(path === undefined ? undefined : readFrom(path, guards));
  } catch (error) {
    await remove();
    throw error;
  }
  const [stdin, stdout, stderr] = helpers;
  return {
    paths,
    stdin: stdin?.stdin ?? undefined,
    stdout: stdout?.stdout ?? undefined,
    stderr: stderr?.stdout ?? undefined,
    started: closeGuards,
    abandon: () => leaveDrains(outputs.filter((path) => path !== undefined)),
    remove,
  };
}

async function makeFolder(): Promise<string> {
  try {
    return await mkdtemp(join(parent, 'crix-exec-'));
  } catch (cause) {
    throw new CrixError('failure', `cannot make a folder in ${parent}: ${messageOf(cause)}`, {
      hint: 'run as root',
      cause,
    });
  }
}

async function makeFifos(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths]);
  } catch (cause) {
    throw new CrixError('failure', 'cannot make the named pipes for the command: the program mkfifo failed', {
      hint: 'it is in the package coreutils',
      cause,
    });
  }
}

/**
 * What is in a fifo is lost when the last one that has it open closes it, so we have it open before containerd can, for writing too:
 * the guard keeps cat from seeing an end before the beginning.
 */
function readFrom(path: string, guards: number[]): ChildProcess {
  guards.push(openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  const fd = openSync(path, constants.O_RDONLY);
  try {
    return quiet(spawn('cat', [], { stdio: [fd, 'pipe', 'ignore'], detached: true }));
  } finally {
    closeSync(fd);
  }
}

/** Opened for reading as well, so that opening does not wait for containerd. */
function writeTo(path: string): ChildProcess {
  const fd = openSync(path, constants.O_RDWR);
  try {
    return quiet(spawn('cat', [], { stdio: ['pipe', fd, 'ignore'], detached: true }));
  } finally {
    closeSync(fd);
  }
}

/** In a group of their own, so that the terminal's Ctrl-C does not cut off what is still to come. */
function quiet(child: ChildProcess): ChildProcess {
  child.on('error', () => {});
  // Writing to a helper that is gone: the process has ended, or will be told so.
  child.stdin?.on('error', () => {});
  return child;
}

/** Programs that outlive us and read until the process ends. The pipes are open when this returns: the folder may go. */
function leaveDrains(paths: readonly string[]): void {
  for (const path of paths) {
    // Opening for reading alone would wait for a writer, and the process may just have ended.
    const guard = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const fd = openSync(path, constants.O_RDONLY);
    closeSync(guard);
    quiet(spawn('cat', [], { stdio: [fd, 'ignore', 'ignore'], detached: true })).unref();
    closeSync(fd);
  }
}

function end(helper: ChildProcess | undefined): void {
  helper?.stdin?.destroy();
  helper?.stdout?.destroy();
  helper?.kill('SIGKILL');
}
