import { existsSync } from 'node:fs';
import { encodeMessage } from '../support/message-bytes.ts';
import { type Goal, goal } from './goals.ts';
import { type BenchNode, withNode } from './node.ts';
import { type Peak, peakMemory, type Spread, spreadOf, timeInRounds } from './runs.ts';
import { nodeProgram, standalone } from './startup.ts';
import { worldOf } from './worlds.ts';

const sizes = [10, 100, 1000, 10_000];

const commands: readonly (readonly string[])[] = [
  ['ps', '-a'],
  ['ps', '-q'],
  ['ps', '-a', '--name', 'worker-7$'],
  ['ps', '-a', '-o', 'json'],
];

export interface ScaleRow {
  readonly runtime: 'node' | 'standalone';
  readonly command: string;
  readonly count: number;
  readonly ms: Spread;
  readonly peak: Peak;
}

/** Time and memory of lists as the number of containers grows. */
export async function scale(rounds: number): Promise<{ rows: ScaleRow[]; goals: Goal[] }> {
  const rows: ScaleRow[] = [];
  for (const count of sizes) rows.push(...(await withNode(count, (node) => measure(count, node, rounds))));
  const runtimes = [...new Set(rows.map(({ runtime }) => runtime))];
  return { rows, goals: runtimes.flatMap((runtime) => goalsOf(rows.filter((row) => row.runtime === runtime))) };
}

async function measure(count: number, { env }: BenchNode, rounds: number): Promise<ScaleRow[]> {
  const runtimes = [
    { runtime: 'node', program: nodeProgram },
    ...(existsSync(standalone) ? [{ runtime: 'standalone', program: [standalone] } as const] : []),
  ] as const;
  const programs = runtimes.flatMap(({ runtime, program }) =>
    commands.map((words) => ({ runtime, name: words.join(' '), words: [...program, ...words] })),
  );
  // The server makes its reply at the first request; that is not the client's time.
  for (const program of programs) await peakMemory(program, env);
  const times = await timeInRounds(programs, rounds, env);
  const rows: ScaleRow[] = [];
  for (const [index, program] of programs.entries()) {
    const peak = await peakMemory(program, env);
    rows.push({ runtime: program.runtime, command: program.name, count, ms: spreadOf(times[index] ?? []), peak });
  }
  return rows;
}

function goalsOf(rows: readonly ScaleRow[]): Goal[] {
  const row = (command: string, count: number): ScaleRow | undefined =>
    rows.find((candidate) => candidate.command === command && candidate.count === count);
  const [few, many, least] = [row('ps -a', 100), row('ps -a', 10_000), row('ps -a', 10)];
  if (few === undefined || many === undefined || least === undefined) return [];
  const replyBytes = encodeMessage('ListContainersResponse', { containers: worldOf(10_000).containers }).length;
  const growth = (many.peak.bytes - least.peak.bytes) / replyBytes;
  return [
    goal(`${few.runtime}: ps -a of 10,000, times that of 100`, many.ms.median / few.ms.median, 8),
    goal(`${few.runtime}: memory for 10,000, times the reply's bytes`, growth, 2),
  ];
}
