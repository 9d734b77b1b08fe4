import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../src/cli/build-standalone.ts';
import { type Goal, goal } from './goals.ts';
import { withNode } from './node.ts';
import { type Program, ratiosOf, type Spread, spreadOf, timeInRounds } from './runs.ts';

const root = new URL('../../', import.meta.url).pathname;
export const nodeProgram = [process.execPath, join(root, 'bin/crix.js')];
export const standalone = join(root, `dist/standalone/crix-linux-${process.arch}`);

/** The node of the goals: "ps on a node with 6 containers". */
const containers = 6;

const commands: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['completion', 'bash'],
  ['ps'],
  ['ps', '-a', '-o', 'json'],
  ['pods'],
  ['images'],
  ['inspect', `${'c'.repeat(56)}00000000`],
  ['version'],
];

export interface StartupRow {
  readonly runtime: 'node' | 'standalone';
  readonly command: string;
  readonly ms: Spread;
  readonly ratio: Spread;
}

/** Each command beside the bare start of the same runtime. */
export async function startup(rounds: number): Promise<{ rows: StartupRow[]; goals: Goal[] }> {
  const rows = await withNode(containers, async ({ env }) => {
    const bareNode = { name: 'node -e 0', words: [process.execPath, '-e', '0'] };
    const node = await measure('node', { bare: bareNode, program: nodeProgram, rounds, env });
    if (!existsSync(standalone)) return node;
    const folder = mkdtempSync(join(tmpdir(), 'crix-hello-'));
    try {
      writeFileSync(join(folder, 'hello.ts'), 'console.log("hello world");\n');
      compile(join(folder, 'hello.ts'), process.arch, join(folder, 'hello'));
      const bare = { name: 'hello', words: [join(folder, 'hello')] };
      return [...node, ...(await measure('standalone', { bare, program: [standalone], rounds, env }))];
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  return { rows, goals: goalsOf(rows) };
}

interface Setup {
  bare: Program;
  program: readonly string[];
  rounds: number;
  env: Readonly<Record<string, string>>;
}

async function measure(runtime: StartupRow['runtime'], { bare, program, rounds, env }: Setup): Promise<StartupRow[]> {
  const programs = commands.map((words) => ({ name: words.join(' '), words: [...program, ...words] }));
  const [bareTimes = [], ...times] = await timeInRounds([bare, ...programs], rounds, env);
  const row = (name: string, of: readonly number[]): StartupRow => ({
    runtime,
    command: name,
    ms: spreadOf(of),
    ratio: ratiosOf(of, bareTimes),
  });
  return [row(bare.name, bareTimes), ...programs.map(({ name }, index) => row(name, times[index] ?? []))];
}

function goalsOf(rows: readonly StartupRow[]): Goal[] {
  const ratioOf = (runtime: string, command: string): number | undefined =>
    rows.find((row) => row.runtime === runtime && row.command === command)?.ratio.median;
  const quick = ['--version', '--help', 'completion bash'];
  return [
    ...quick.map((command) => goal(`Node: ${command}, times bare node`, ratioOf('node', command), 1.15)),
    goal('Node: ps, times bare node', ratioOf('node', 'ps'), 1.35),
    goal('standalone: ps, times a compiled hello-world', ratioOf('standalone', 'ps'), 2.2),
  ];
}
