import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What starts crix: a standalone file when CRIX_BINARY names one, else bin/crix.js under this node. */
export const crixWords: readonly string[] =
  process.env['CRIX_BINARY'] === undefined
    ? [process.execPath, fileURLToPath(new URL('../../../bin/crix.js', import.meta.url))]
    : [process.env['CRIX_BINARY']];

export interface Outcome {
  /** 128 + the signal's number when a signal ended it, as a shell says it. */
  status: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Undefined unsets. */
  env: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  stdin?: string | Uint8Array;
  /** Called when the program runs. */
  onStart?(): Promise<void>;
  /** Called with everything printed so far (both streams), to act when something shows. */
  onOutput?(text: string, act: { signal(name: NodeJS.Signals): void; type(text: string): void }): void;
}

/** Runs a program to its end. A program that hangs is killed after a minute. */
export async function run(words: readonly string[], opts: RunOptions): Promise<Outcome> {
  const [command = '', ...args] = words;
  const child = spawn(command, args, {
    env: opts.env,
    ...(opts.cwd === undefined ? {} : { cwd: opts.cwd }),
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const act = {
    signal: (name: NodeJS.Signals) => void child.kill(name),
    type: (text: string) => void child.stdin.write(text),
  };
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    opts.onOutput?.(stdout + stderr, act);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
    opts.onOutput?.(stdout + stderr, act);
  });
  // A program may end without reading what it was given.
  child.stdin.on('error', () => undefined);
  if (opts.onOutput === undefined || opts.stdin !== undefined) child.stdin.end(opts.stdin ?? '');
  const begun = opts.onStart?.();
  const status = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal === 'SIGKILL' ? 9 : 15)));
  });
  await begun;
  return { status, stdout, stderr };
}

/** The same on a terminal of its own, made by util-linux' script. Everything the terminal shows is in stdout. */
export async function runOnTerminal(words: readonly string[], opts: RunOptions): Promise<Outcome> {
  const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return await run(['script', '--quiet', '--return', '--command', line, '/dev/null'], {
    onOutput: () => undefined,
    ...opts,
  });
}
