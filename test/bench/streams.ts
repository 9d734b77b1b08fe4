import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestNode } from '../e2e/support/node.ts';
import { podOf } from '../e2e/support/streams.ts';
import { makeScriptedNode } from '../support/scripted-node.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { makeWorld } from '../support/world.ts';
import { type Goal, goal } from './goals.ts';
import { type Program, type Spread, spreadOf, timeInRounds } from './runs.ts';
import { nodeProgram, standalone } from './startup.ts';

const mib = 1024 * 1024;
const execMib = 512;
const logMib = 1024;

export interface StreamRow {
  readonly runtime: string;
  readonly what: string;
  readonly ms: Spread;
}

type Env = Readonly<Record<string, string>>;

/** The programs under test, as words of a shell line. */
const runtimes: readonly (readonly [name: string, words: string])[] = [
  ['node', nodeProgram.map((word) => `'${word}'`).join(' ')],
  ...(existsSync(standalone) ? ([['standalone', `'${standalone}'`]] as const) : []),
];

/** A shell line; the measured program stands first or last in its pipe. */
const shell = (name: string, line: string): Program => ({ name, words: ['bash', '-o', 'pipefail', '-c', line] });

/** Throughput of logs and exec, each beside the least that anyone could do. */
export async function streams(rounds: number): Promise<{ rows: StreamRow[]; goals: Goal[] }> {
  const rows = [...(await logs(rounds)), ...(await exec(rounds))];
  return { rows, goals: goalsOf(rows) };
}

async function logs(rounds: number): Promise<StreamRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crix-logs-'));
  const log = join(folder, '0.log');
  writeLog(log, logMib * mib);
  const world = makeWorld({});
  const id = String(world.containers[0]?.['id']);
  const changed = makeWorld({ log_path: { [id]: log } });
  const server = await startScriptedServer({ socket: join(folder, 's'), node: makeScriptedNode({}, changed) });
  try {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      CONTAINER_RUNTIME_ENDPOINT: `unix://${join(folder, 's')}`,
    };
    const lines = [
      shell('cat', `cat ${log} | cat`),
      ...runtimes.flatMap(([name, crix]) => [
        shell(`${name}: logs`, `${crix} logs ${id} | cat`),
        shell(`${name}: logs --tail 10`, `${crix} logs --tail 10 ${id} | cat`),
      ]),
    ];
    return await measure(lines, rounds, env);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Lines of about 140 bytes, as an application writes them. */
function writeLog(path: string, bytes: number): void {
  const line = `2024-01-01T00:00:00.123456789Z stdout F ${'a line of text as an application writes it, '.repeat(2)}and its end\n`;
  const block = Buffer.from(line.repeat(8192));
  const file = openSync(path, 'w');
  for (let written = 0; written < bytes; written += block.length) writeSync(file, block);
  closeSync(file);
}

async function exec(rounds: number): Promise<StreamRow[]> {
  const node = new TestNode();
  const bytes = execMib * mib;
  const copy = new URL('socket-copy.mjs', import.meta.url).pathname;
  const peer = spawn(process.execPath, [copy, 'server', String(bytes)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(peer.stdout, 'data')) as [Buffer];
  try {
    await node.start('1.6');
    await node.ok('pull', node.image('busybox'));
    const { ids } = await podOf(node, 'bench', { main: { command: ['sleep', '100000'] } });
    const id = ids['main'];
    const plain = `'${process.execPath}' '${copy}'`;
    return await measure(
      [
        shell('plain socket: out', `${plain} out ${String(port).trim()} | cat`),
        shell('plain socket: in', `head -c ${bytes} /dev/zero | ${plain} in ${String(port).trim()}`),
        ...runtimes.flatMap(([name, crix]) => [
          shell(
            `${name}: exec out`,
            `${crix} exec ${id} dd if=/dev/zero bs=64k count=${bytes / 65_536} 2>/dev/null | cat`,
          ),
          // The runtime handles each write of the program by itself, and busybox's head writes 4 KiB at a time.
          shell(`${name}: exec out, 4 KiB a write`, `${crix} exec ${id} head -c ${bytes} /dev/zero | cat`),
          shell(`${name}: exec in`, `head -c ${bytes} /dev/zero | ${crix} exec -i ${id} wc -c`),
        ]),
      ],
      rounds,
      node.env,
    );
  } finally {
    peer.stdin.end();
    await node.lab.stop();
  }
}

async function measure(programs: readonly Program[], rounds: number, env: Env): Promise<StreamRow[]> {
  const times = await timeInRounds(programs, rounds, env);
  return programs.map(({ name }, index) => {
    const [runtime = '', what = ''] = name.includes(': ') ? name.split(': ') : ['', name];
    return { runtime, what, ms: spreadOf(times[index] ?? []) };
  });
}

function goalsOf(rows: readonly StreamRow[]): Goal[] {
  const median = (runtime: string, what: string): number | undefined =>
    rows.find((row) => row.runtime === runtime && row.what === what)?.ms.median;
  const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);
  const [cat] = rows;
  return runtimes.flatMap(([name]) => {
    const whole = median(name, 'logs');
    return [
      goal(
        `${name}: logs of 1 GiB, times cat to the same pipe`,
        whole === undefined ? undefined : whole / (cat?.ms.median ?? 1),
        2,
      ),
      goal(`${name}: 512 MiB out of a container, seconds (the Go client: 1.9)`, seconds(median(name, 'exec out')), 1.9),
      goal(`${name}: 512 MiB into a container, seconds (the Go client: 3.1)`, seconds(median(name, 'exec in')), 3.1),
    ];
  });
}
