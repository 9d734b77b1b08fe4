import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { CrixError, messageOf } from '../errors.ts';

/** Where containerd and we both see the same files: /tmp may be private to a systemd unit. */
const parent = '/run';

export interface FifoNames {
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
}

/** Named pipes between us and a process that containerd starts. An empty path stands for /dev/null. */
export interface Fifos {
  readonly paths: { readonly stdin: string; readonly stdout: string; readonly stderr: string };
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
export async function openFifos(wanted: FifoNames): Promise<Fifos> {
  const folder = await makeFolder();
  const path = (name: keyof FifoNames): string => (wanted[name] ? join(folder, name) : '');
  const paths = { stdin: path('stdin'), stdout: path('stdout'), stderr: path('stderr') };
  const helpers: ChildProcess[] = [];
  const guards: number[] = [];
  const keep = (child: ChildProcess): ChildProcess => {
    helpers.push(child);
    return child;
  };
  const closeGuards = (): void => {
    for (const guard of guards.splice(0)) closeSync(guard);
  };
  const remove = async (): Promise<void> => {
    closeGuards();
    endHelpers(helpers);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await makeFifos(Object.values(paths).filter((name) => name !== ''));
    const read = (path: string): Readable | undefined =>
      path === '' ? undefined : (keep(readFrom(path, guards)).stdout ?? undefined);
    return {
      paths,
      stdin: paths.stdin === '' ? undefined : (keep(writeTo(paths.stdin)).stdin ?? undefined),
      stdout: read(paths.stdout),
      stderr: read(paths.stderr),
      started: closeGuards,
      abandon: () => leaveDrains([paths.stdout, paths.stderr].filter((name) => name !== '')),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
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
    return helper(spawn('cat', [], { stdio: [fd, 'pipe', 'ignore'], detached: true }));
  } finally {
    closeSync(fd);
  }
}

/** Opened for reading as well, so that opening does not wait for containerd. */
function writeTo(path: string): ChildProcess {
  const fd = openSync(path, constants.O_RDWR);
  try {
    return helper(spawn('cat', [], { stdio: ['pipe', fd, 'ignore'], detached: true }));
  } finally {
    closeSync(fd);
  }
}

/** In a group of their own, so that the terminal's Ctrl-C does not cut off what is still to come. */
function helper(child: ChildProcess): ChildProcess {
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
    helper(spawn('cat', [], { stdio: [fd, 'ignore', 'ignore'], detached: true })).unref();
    closeSync(fd);
  }
}

function endHelpers(helpers: readonly ChildProcess[]): void {
  for (const child of helpers) {
    child.stdin?.destroy();
    child.stdout?.destroy();
    child.kill('SIGKILL');
  }
}
