import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Act } from './case.ts';

export interface Outcome {
  exit: number;
  stdout: Buffer;
  stderr: Buffer;
  tookMs: number;
}

export interface SessionSettings {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Closed after these bytes unless keepsOpen. */
  stdin?: Uint8Array;
  keepsOpen?: boolean;
  /** Runs on a terminal of this size. */
  terminal?: { rows: number; cols: number };
  acts?: readonly Act[];
  /** Carries out an act's `run`. */
  step?: (argv: readonly string[]) => Promise<unknown>;
}

const limitMs = 30_000;

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 };

/** Runs one command to its end while the acts happen. One that hangs is killed after 30 seconds. */
export async function runSession(words: readonly string[], settings: SessionSettings): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'crix-tty-'));
  const { command, args } =
    settings.terminal === undefined ? plain(words) : onTerminal(words, settings.terminal, scratch);
  const began = performance.now();
  const child = spawn(command, args, { cwd: settings.cwd, env: settings.env as NodeJS.ProcessEnv, detached: true });
  const kill = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), limitMs);
  child.stdin.on('error', () => undefined);
  if (settings.stdin !== undefined && settings.stdin.length > 0) child.stdin.write(settings.stdin);
  if (settings.keepsOpen !== true && settings.terminal === undefined) child.stdin.end();
  const running = new Running(child);
  for (const act of settings.acts ?? []) await perform(act, running, settings, scratch);
  const exit = await running.ended;
  clearTimeout(kill);
  rmSync(scratch, { recursive: true });
  return { exit, ...running.output(), tookMs: performance.now() - began };
}

/** A child, what it has printed, and a way to wait for a text. */
class Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number>;
  isOver = false;
  readonly #chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  #wake: () => void = () => undefined;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        this.#chunks[name].push(chunk);
        this.#wake();
      });
    }
    this.ended = new Promise((resolve) => {
      const end = (status: number): void => {
        this.isOver = true;
        this.#wake();
        resolve(status);
      };
      child.on('error', () => end(127));
      child.on('close', (code, signal) => end(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0)));
    });
  }

  output(): { stdout: Buffer; stderr: Buffer } {
    return { stdout: Buffer.concat(this.#chunks.stdout), stderr: Buffer.concat(this.#chunks.stderr) };
  }

  async until(text: string): Promise<void> {
    while (!this.isOver && !Object.values(this.output()).some((bytes) => bytes.includes(text))) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function perform(act: Act, running: Running, settings: SessionSettings, scratch: string): Promise<void> {
  if (act.when !== undefined) await running.until(act.when);
  if (act.after_ms !== undefined) await Promise.race([pause(act.after_ms), running.ended]);
  if (act.run !== undefined) await settings.step?.(act.run);
  if (running.isOver) return;
  if (act.text !== undefined) running.child.stdin.write(act.text);
  if (act.signal !== undefined) running.child.kill(act.signal);
  if (act.rows !== undefined) await resize(scratch, act.rows, act.cols ?? 80);
  if (act.eof) running.child.stdin.end();
}

function plain(words: readonly string[]): { command: string; args: string[] } {
  const [command = '', ...args] = words;
  return { command, args };
}

/** util-linux' script makes the terminal; the shell in it sets the size and leaves the terminal's name in a file. */
function onTerminal(
  words: readonly string[],
  size: { rows: number; cols: number },
  scratch: string,
): { command: string; args: string[] } {
  const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const shell = `stty rows ${size.rows} cols ${size.cols}; tty >${scratch}/tty; exec ${line}`;
  return { command: 'script', args: ['--quiet', '--return', '--command', shell, '/dev/null'] };
}

async function resize(scratch: string, rows: number, cols: number): Promise<void> {
  const terminal = readFileSync(join(scratch, 'tty'), 'utf8').trim();
  const stty = spawn('stty', ['-F', terminal, 'rows', String(rows), 'cols', String(cols)], { stdio: 'ignore' });
  await new Promise((resolve) => stty.on('close', resolve));
}
