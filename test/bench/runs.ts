import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Program {
  readonly name: string;
  readonly words: readonly string[];
}

type Env = Readonly<Record<string, string>>;

/**
 * Wall times in milliseconds, one row a program. In each round every program runs once, cold, in an order that alternates, so
 * that a busy moment of the machine hits all of them. bash measures: starting a process from it is cheaper and steadier than
 * from Node. @throws when a program fails
 */
export async function timeInRounds(programs: readonly Program[], rounds: number, env: Env): Promise<number[][]> {
  const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
  const lines = programs.map(({ words }, index) => `run ${index} ${words.map(quote).join(' ')}`);
  const script = `run() {
    local n=$1 from=$EPOCHREALTIME; shift
    "$@" >/dev/null </dev/null || { echo "failed: $*" >&2; exit 1; }
    local to=$EPOCHREALTIME
    echo "$n $(( \${to/./} - \${from/./} ))"
  }
  for (( round = 0; round < ${rounds}; round++ )); do
    if (( round % 2 )); then\n${lines.join('\n')}\nelse\n${lines.toReversed().join('\n')}\nfi
  done`;
  const bash = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  bash.stdout.on('data', (part: Buffer) => {
    stdout += part;
  });
  const [status] = await once(bash, 'close');
  if (status !== 0) throw new Error('a program failed');
  const times: number[][] = programs.map(() => []);
  for (const line of stdout.trim().split('\n')) {
    const [index = '', micros = ''] = line.split(' ');
    times[Number(index)]?.push(Number(micros) / 1000);
  }
  return times;
}

export interface Peak {
  /** The largest resident size seen. */
  readonly bytes: number;
  readonly outputBytes: number;
}

/** Runs once and watches the memory through /proc. */
export async function peakMemory({ words: [program = '', ...words] }: Program, env: Env): Promise<Peak> {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let bytes = 0;
  let outputBytes = 0;
  // VmHWM only grows, so the last look before the end is what counts.
  const look = (): void => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      bytes = Math.max(bytes, Number(kilobytes ?? 0) * 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 1);
  child.stdout.on('data', (chunk: Buffer) => {
    outputBytes += chunk.length;
    look();
  });
  const [status] = await exit;
  clearInterval(timer);
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed`);
  return { bytes, outputBytes };
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { min: at(0), median, max: at(sorted.length - 1) };
}

/** Round by round, how many times as long as the yardstick. */
export function ratiosOf(times: readonly number[], yardstick: readonly number[]): Spread {
  return spreadOf(times.map((time, round) => time / (yardstick[round] ?? Number.NaN)));
}
