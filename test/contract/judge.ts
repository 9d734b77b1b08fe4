import { accessSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from './case.ts';
import { compare } from './compare.ts';
import { differences } from './differences.ts';
import { type Program, runCase } from './run-case.ts';

export interface ProgramSettings {
  /** A standalone executable; absent: bin/crix.js under this node. */
  binary?: string;
  /** Switch off the program's short cuts (CRIX_FULL=1). */
  full?: boolean;
}

/** A folder with the program under the name crictl, and room for the cases. */
export interface Bench {
  program: Program;
  roomFor(test: Case): string;
  remove(): void;
}

export function setUp(settings: ProgramSettings = {}): Bench {
  const root = mkdtempSync(join(tmpdir(), 'crix-'));
  const link = join(root, 'crictl');
  const script = fileURLToPath(new URL('../../bin/crix.js', import.meta.url));
  const target = settings.binary === undefined ? script : resolve(settings.binary);
  accessSync(target);
  symlinkSync(target, link);
  const env: Record<string, string> = settings.full === true ? { CRIX_FULL: '1' } : {};
  let rooms = 0;
  return {
    program:
      settings.binary === undefined
        ? { command: process.execPath, args: [link], env }
        : { command: link, args: [], env },
    roomFor: () => join(root, String(rooms++)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const defaultSockets = ['/run/containerd/containerd.sock', '/run/crio/crio.sock', '/var/run/cri-dockerd.sock'];

/** Why a case cannot run on this machine; undefined when it can. */
export function obstacle(test: Case): string | undefined {
  if (test.needs === undefined) {
    return undefined;
  }
  if (test.needs !== 'no default runtime socket') {
    throw new Error(`${test.name} needs "${test.needs}", which the runner does not know`);
  }
  const present = defaultSockets.find((path) => exists(path));
  return present === undefined ? undefined : `${present} exists`;
}

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Runs a case and says what is wrong with it. A listed difference has to be there, and to be as listed. */
export async function judge(test: Case, bench: Bench): Promise<string[]> {
  const outcome = await runCase(test, bench.program, bench.roomFor(test));
  const [command = ''] = test.name.split('/');
  const problems = compare(test, outcome, command);
  const listed = differences[test.name];
  if (listed === undefined) {
    return problems;
  }
  if (problems.length === 0) {
    return ['listed as a difference, but it does what the reference does'];
  }
  const { usage: _, ...asked } = test;
  return compare({ ...(listed.instead.stdout === undefined ? test : asked), ...listed.instead }, outcome, command);
}
