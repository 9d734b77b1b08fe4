import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestNode } from './node.ts';
import { crixWords, type Outcome, type RunOptions, run } from './program.ts';

/** crix as words of a shell line. */
export const crix: string = crixWords.map((word) => `'${word}'`).join(' ');

/** Runs a shell line in which crix can stand in pipes. */
export async function shell(node: TestNode, line: string): Promise<Outcome> {
  return await run(['bash', '-o', 'pipefail', '-c', line], { env: node.env });
}

/** Starts a pod whose containers may have stdin and a terminal. Names to ids. */
export async function podOf(
  node: TestNode,
  name: string,
  containers: Readonly<Record<string, { command: readonly string[]; stdin?: true; tty?: true }>>,
): Promise<{ pod: string; ids: Record<string, string> }> {
  const podFile = await node.podFile(name);
  const pod = await node.ok('runp', podFile);
  const ids: Record<string, string> = {};
  for (const [container, { command, ...more }] of Object.entries(containers)) {
    const id = await node.ok(
      'create',
      pod,
      await node.containerFile({ pod: name, name: container, command }, more),
      podFile,
    );
    await node.ok('start', id);
    ids[container] = id;
  }
  return { pod, ids };
}

export interface TerminalRun {
  /** Everything up to the end of crix. */
  text: string;
  status: number;
  /** What `stty -a` says after crix has ended. */
  settings: string;
}

export interface Typist {
  type(text: string): void;
  /** crix's. */
  pid(): number;
  resize(columns: number, rows: number): void;
}

/** Runs crix on a terminal of its own, and looks at the terminal's settings afterwards. */
export async function onTerminal(
  node: TestNode,
  words: readonly string[],
  act: (text: string, typist: Typist) => void,
): Promise<TerminalRun> {
  const facts = join(node.lab.dir, 'home', 'terminal');
  const inner = `echo $$ $(tty) > ${facts}; exec ${crix} ${words.map((word) => `'${word}'`).join(' ')}`;
  const line = `bash -c "${inner.replace(/[$"]/g, '\\$&')}"; echo "[status $?]"; stty -a`;
  const fact = (at: number): string => readFileSync(facts, 'utf8').trim().split(' ')[at] ?? '';
  const resize = (columns: number, rows: number): void =>
    void execFileSync('stty', ['-F', fact(1), 'cols', String(columns), 'rows', String(rows)]);
  const onOutput: NonNullable<RunOptions['onOutput']> = (text, { type }) =>
    act(text, { type, pid: () => Number(fact(0)), resize });
  const { stdout } = await run(['script', '--quiet', '--command', line, '/dev/null'], { env: node.env, onOutput });
  const [text = '', status = '', settings = ''] = stdout.split(/\[status (\d+)\]/);
  return { text, status: Number(status), settings };
}

/** Calls each function once, when its text has shown up after the one before. */
export function inTurn<Act>(
  ...steps: readonly [after: string | RegExp, then: (act: Act) => void][]
): (text: string, act: Act) => void {
  let done = 0;
  let from = 0;
  return (text, act) => {
    for (let step = steps[done]; step !== undefined; step = steps[done]) {
      const [after, then] = step;
      const rest = text.slice(from);
      const at = rest.search(after);
      if (at < 0) return;
      from += at + (rest.slice(at).match(after)?.[0].length ?? 0);
      done++;
      then(act);
    }
  };
}
