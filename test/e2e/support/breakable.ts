import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, type Mark, startProgram, stopProcess, waitFor } from '../../lab/processes.ts';
import { isReady } from '../../lab/runtime.ts';
import type { TestNode } from './node.ts';
import { crixWords, type Outcome, run } from './program.ts';

export interface FoundProblem {
  id: string;
  level: string;
  seen: string;
  next: string[];
}

/** How containerd is started: absent parts are as the lab has them. */
export interface DaemonOptions {
  /** Changes the good configuration. */
  config?: (good: string) => string;
  program?: string;
  env?: Readonly<Record<string, string>>;
  /** It is expected to exit. */
  fails?: true;
}

/** A node that is broken on purpose, and mended by what the doctor prints. */
export class BreakableNode {
  readonly #node: TestNode;
  /** Environment of the doctor, on top of the node's. */
  env: Record<string, string | undefined> = {};
  /** Words behind `crix doctor`. */
  words: string[] = [];
  #goodConfig: string | undefined;
  /** The containerd that runs now, once it was started again. */
  #daemon: Mark | undefined;

  constructor(node: TestNode) {
    this.#node = node;
  }

  get configPath(): string {
    return join(this.#node.lab.dir, 'containerd.toml');
  }

  get #config(): string {
    assert.ok(this.#goodConfig !== undefined, 'remember() was not called');
    return this.#goodConfig;
  }

  /** Before anything is broken. */
  remember(): void {
    this.#goodConfig = readFileSync(this.configPath, 'utf8');
  }

  restoreConfig(): void {
    writeFileSync(this.configPath, this.#config);
  }

  async stopDaemon(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const containerd = this.#daemon ?? this.#node.lab.containerd;
    if (signal === 'SIGKILL' && isRunning(containerd)) process.kill(containerd.pid, 'SIGKILL');
    await stopProcess(containerd);
  }

  /** Stops containerd and starts it, with the configuration that lies there unless another is given. */
  async startDaemon(options: DaemonOptions = {}): Promise<void> {
    await this.stopDaemon();
    const { programs, dir, socket } = this.#node.lab;
    const good = this.#config;
    if (options.config !== undefined) writeFileSync(this.configPath, options.config(good));
    if (existsSync(socket)) rmSync(socket, { recursive: true });
    const daemon = startProgram(options.program ?? programs.containerd, ['-c', this.configPath], {
      log: join(dir, 'containerd.log'),
      env: { ...programs.env, ...options.env },
    });
    this.#daemon = daemon;
    // A configuration of the test's own may leave it without CRI.
    const isUp = async (): Promise<boolean> =>
      existsSync(socket) && (options.config !== undefined || (await isReady(socket)));
    const ended = async (): Promise<boolean> => (options.fails === true ? !isRunning(daemon) : await isUp());
    assert.ok(await waitFor(ended, 20_000), `containerd ${options.fails ? 'does not exit' : 'does not start'}`);
  }

  /** Everything as it was at the beginning. */
  async mend(): Promise<void> {
    this.env = {};
    this.words = [];
    this.restoreConfig();
    await this.startDaemon();
  }

  async doctor(...words: string[]): Promise<FoundProblem[]> {
    const { stdout, stderr } = await this.#node.crix(['doctor', '-o', 'json', ...this.words, ...words], {
      env: this.env,
    });
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout).findings;
  }

  /** What is neither in order nor skipped. */
  async problems(...words: string[]): Promise<FoundProblem[]> {
    return (await this.doctor(...words)).filter(({ level }) => level === 'warn' || level === 'fail');
  }

  /** The finding that a breakage has to produce. */
  async finds(id: string): Promise<FoundProblem> {
    const all = await this.problems();
    const found = all.find((finding) => finding.id === id);
    assert.ok(found, `no finding ${id} among ${JSON.stringify(all, null, 1)}`);
    return found;
  }

  /** Sees the finding, does what it says, and sees it gone. `byHand` does the steps that are sentences, in their place. */
  async cures(id: string, byHand?: () => void | Promise<void>): Promise<FoundProblem> {
    const found = await this.finds(id);
    assert.ok(found.next.length > 0, `${id} says nothing about what to do`);
    await byHand?.();
    for (const step of found.next) await this.follow(step, byHand !== undefined);
    const left = (await this.problems()).map((finding) => finding.id);
    assert.ok(!left.includes(id), `${id} is still there after: ${found.next.join('; ')}`);
    return found;
  }

  /** Does one step as an operator would; there is no systemd here, so the daemon is restarted by hand. */
  async follow(step: string, allowsSentences = false): Promise<void> {
    if (/^systemctl (re)?start containerd$/.test(step)) return this.startDaemon();
    if (step.startsWith('systemctl daemon-reload')) return;
    const isCommand = /^(crix|rm|rmdir|mv|mkdir|printf|touch|sed|find|truncate|ctr|chmod|journalctl) /.test(step);
    if (!isCommand && allowsSentences) return;
    assert.ok(isCommand, `this is no command: ${step}`);
    if (step.startsWith('journalctl ')) return;
    const { status, stderr } = await this.shell(step);
    assert.equal(status, 0, `${step}: ${stderr}`);
  }

  /** Runs a line in a shell that knows crix. */
  async shell(line: string): Promise<Outcome> {
    const bin = join(this.#node.lab.dir, 'bin');
    await mkdir(bin, { recursive: true });
    const words = crixWords.map((word) => `'${word}'`).join(' ');
    writeFileSync(join(bin, 'crix'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
    const env = { ...this.#node.env, ...this.env, PATH: `${bin}:${this.#node.lab.path}` };
    return run(['sh', '-c', line], { env });
  }
}
