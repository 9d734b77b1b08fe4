import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { crixWords, type Outcome, type RunOptions, run, runOnTerminal } from '../e2e/support/program.ts';
import { makeScriptedNode, type Variations } from '../support/scripted-node.ts';
import { type ScriptedServer, type ServerSettings, startScriptedServer } from '../support/scripted-server.ts';

/** A scripted runtime, and the program pointed at it with nothing of the developer's own. */
export interface ScriptedRuntime {
  dir: string;
  socket: string;
  server: ScriptedServer;
  /** The environment of a command. */
  env: Record<string, string>;
  crix(words: readonly string[], env?: Record<string, string>, opts?: Partial<RunOptions>): Promise<Outcome>;
  /** The program under the name crictl. */
  crictl(words: readonly string[]): Promise<Outcome>;
  /** The program on a terminal: all that it shows is in stdout. */
  terminal(words: readonly string[]): Promise<Outcome>;
  /** The requests of one method, in order. */
  asked(rpc: string): object[];
}

type Given = Variations & Pick<ServerSettings, 'faults' | 'onRequest'>;

export async function serve(test: TestContext, { faults, onRequest, ...variations }: Given = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'crix-'));
  const socket = join(dir, 's');
  const server = await startScriptedServer({
    socket,
    node: makeScriptedNode(variations),
    ...(faults && { faults }),
    ...(onRequest && { onRequest }),
  });
  test.after(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const runtime: ScriptedRuntime = {
    dir,
    socket,
    server,
    env: environment(dir, socket),
    crix: (words, env, opts) => runCrix(dir, socket, words, env, opts),
    crictl: (words) => run([...crictlWords(dir), ...words], { env: environment(dir, socket), cwd: dir }),
    terminal: (words) => runOnTerminal([...crixWords, ...words], { env: environment(dir, socket), cwd: dir }),
    asked: (rpc) => server.requests.filter((request) => request.rpc === rpc).map(({ request }) => request),
  };
  return runtime;
}

function environment(dir: string, socket: string): Record<string, string> {
  const config = join(dir, 'crictl.yaml');
  writeFileSync(config, '', { flag: 'a' });
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    TERM: 'xterm',
    CRI_CONFIG_FILE: config,
    CONTAINER_RUNTIME_ENDPOINT: `unix://${socket}`,
  };
}

/** The program, told to use a socket that need not be served. */
export function runCrix(
  dir: string,
  socket: string,
  words: readonly string[],
  env: Record<string, string> = {},
  opts: Partial<RunOptions> = {},
): Promise<Outcome> {
  return run([...crixWords, ...words], { cwd: dir, ...opts, env: { ...environment(dir, socket), ...env } });
}

function crictlWords(dir: string): string[] {
  const link = join(dir, 'crictl');
  rmSync(link, { force: true });
  symlinkSync(crixWords.at(-1) ?? '', link);
  return [...crixWords.slice(0, -1), link];
}

/** One line for what went wrong and perhaps one for what to do, and no talk of bugs or stacks. */
export function assertPlainFailure({ status, stdout, stderr }: Outcome, expected = 1): void {
  assert.deepEqual({ status, stdout }, { status: expected, stdout: '' }, stderr);
  assert.match(stderr, /^crix: [^\n]+\n([^\n]+\n)?$/);
  assert.doesNotMatch(stderr, /bug in crix|\n\s+at /);
}
