import { type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A process with its start time, so that a number given to another process later is not taken for it. */
export interface Mark {
  pid: number;
  /** In clock ticks since the machine started; empty when the process was already gone. */
  started: string;
}

/** Starts a program in the background, in the folder of its log file. It outlives us. */
export function startProgram(
  program: string,
  args: readonly string[],
  opts: { log: string; env: Readonly<Record<string, string>> },
): Mark {
  const log = openSync(opts.log, 'a');
  const stdio: StdioOptions = ['ignore', log, log];
  const child = spawn(program, args, { cwd: dirname(opts.log), detached: true, stdio, env: opts.env });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Error(`cannot start ${program}`);
  return markOf(child.pid);
}

export function markOf(pid: number): Mark {
  return { pid, started: stat(pid)?.started ?? '' };
}

export function isRunning(mark: Mark): boolean {
  const now = stat(mark.pid);
  return now !== undefined && now.started === mark.started && now.state !== 'Z';
}

/** Asks a process to end, insists after ten seconds, and waits until it is gone. */
export async function stopProcess(mark: Mark): Promise<void> {
  if (!isRunning(mark)) return;
  process.kill(mark.pid, 'SIGTERM');
  const gone = await waitFor(() => !isRunning(mark), 10_000);
  if (gone || !isRunning(mark)) return;
  process.kill(mark.pid, 'SIGKILL');
  await waitFor(() => !isRunning(mark), 5_000);
}

/** Processes that run in this very folder. */
export function processesIn(folder: string): number[] {
  return allPids().filter((pid) => tryRead(() => readlinkSync(`/proc/${pid}/cwd`)) === folder);
}

/** Processes whose command line holds this word. */
export function processesWith(word: string): number[] {
  return allPids().filter((pid) => read(`/proc/${pid}/cmdline`)?.split('\0').includes(word) === true);
}

/** Kills a process and everything it started, the youngest first. */
export function killTree(pid: number): void {
  for (const child of allPids().filter((each) => stat(each)?.parent === pid)) killTree(child);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it went by itself
  }
}

/** True once the condition holds, false when the time is up. */
export async function waitFor(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(20)) {
    if (await condition()) return true;
  }
  return await condition();
}

function allPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function stat(pid: number): { state: string; parent: number; started: string } | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The second field is a name that may hold spaces and brackets.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent, started] = [fields?.[0], fields?.[1], fields?.[19]];
  if (state === undefined || parent === undefined || started === undefined) return undefined;
  return { state, parent: Number(parent), started };
}

function read(file: string): string | undefined {
  return tryRead(() => readFileSync(file, 'utf8'));
}

/** Undefined when the process went meanwhile. */
function tryRead(reading: () => string): string | undefined {
  try {
    return reading();
  } catch {
    return undefined;
  }
}
