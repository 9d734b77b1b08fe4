import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { failedTo } from '../failures.ts';
import { containerFacts } from './details.ts';
import { localPid } from './local-process.ts';

/** What ps says of a container's processes: a row for each, with as many cells as there are titles. */
export interface ProcessTable {
  titles: readonly string[];
  processes: readonly (readonly string[])[];
}

/**
 * The processes of a running container as the ps of this node shows them, numbers of the node included; where the container is on
 * another node, or this one has no ps, as a ps in the container shows them.
 *
 * @throws CrixError naming the container
 */
export async function topContainer(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
  psArgs: readonly string[],
): Promise<ProcessTable> {
  const { status, details } = await containerFacts(runtime, id);
  try {
    if (status.state !== 'CONTAINER_RUNNING') throw new CrixError('failure', `Container ${id} is not running`);
    const main = localPid(status.id, details);
    const pids = main === undefined ? undefined : await pidsOf(containerd, status.id, main);
    const text = pids === undefined ? undefined : await nodePs(psArgs, pids);
    if (pids !== undefined && text !== undefined) return tableOf(text, (pid) => pids.has(pid));
    return tableOf(await ownPs(runtime, status.id, psArgs), () => true);
  } catch (error) {
    throw failedTo(`list the processes of container ${id}`, error);
  }
}

/** Commands run by exec are among them. */
async function pidsOf(containerd: Containerd | undefined, containerId: string, main: number): Promise<Set<string>> {
  if (containerd === undefined) return cgroupPids(main);
  const { processes } = await containerd.tasks.listPids({ containerId });
  return new Set(processes.map(({ pid }) => String(pid)));
}

/** All processes in the cgroup of the main one. */
function cgroupPids(main: number): Set<string> {
  const lines = readFileSync(`/proc/${main}/cgroup`, 'utf8').trim().split('\n');
  // Version 2 has one line, `0::/path`; of version 1 any controller does.
  const paths = lines
    .map((line) => line.split(':'))
    .map(([, controllers = '', path = '']) =>
      controllers === '' ? path : `/${controllers.replace(/^name=/, '')}${path}`,
    );
  for (const path of paths) {
    try {
      return new Set(readFileSync(`/sys/fs/cgroup${path}/cgroup.procs`, 'utf8').trim().split('\n'));
    } catch {
      // Another hierarchy may be mounted.
    }
  }
  return new Set([String(main)]);
}

const run = promisify(execFile);

/** Undefined when this node has no ps. @throws CrixError with the words of ps */
async function nodePs(psArgs: readonly string[], pids: ReadonlySet<string>): Promise<string | undefined> {
  const call = async (args: readonly string[]): Promise<string> =>
    (await run('ps', [...args], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  try {
    // To be asked for these alone is quicker, and does not depend on what ps shows by itself.
    return await call([...psArgs, `-q${[...pids].join(',')}`]).catch(() => call(psArgs));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const words = (error as { stderr?: string }).stderr?.trim().split('\n')[0] || messageOf(error);
    throw new CrixError('failure', `ps: ${words}`);
  }
}

async function ownPs(runtime: RuntimeService, containerId: string, psArgs: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runtime.execSync({ containerId, cmd: ['ps', ...psArgs] });
  if (exitCode === 0) return Buffer.from(stdout).toString('utf8');
  throw new CrixError('failure', `ps in the container: ${Buffer.from(stderr).toString('utf8').trim()}`);
}

function tableOf(text: string, isWanted: (pid: string) => boolean): ProcessTable {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const titles = head.trim().split(/\s+/);
  const at = titles.indexOf('PID');
  if (at < 0) {
    throw new CrixError('failure', "couldn't find PID field in ps output", {
      hint: 'the processes of the container are told by it: have ps show it, as in -o pid,args',
    });
  }
  const processes = lines.map((line) => cells(line, titles.length)).filter((row) => isWanted(row[at] ?? ''));
  return { titles, processes };
}

/** The last cell is the rest of the line: commands hold blanks. */
function cells(line: string, count: number): string[] {
  const row: string[] = [];
  let rest = line.trim();
  while (row.length < count - 1) {
    const [, cell = '', more = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
    row.push(cell);
    rest = more;
  }
  return [...row, rest];
}
