import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FileSpec, Step } from './case.ts';
import { expand, type Variables } from './normalise.ts';
import { type Outcome, runSession, type SessionSettings } from './session.ts';

/** The program under test: crix under the name docker, or the real client. */
export interface Program {
  /** The words before docker's own. */
  words: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Registry and path prefix of the images, such as 127.0.0.1:5055/dk. */
  registry: string;
}

/** One case's (or world's) own folder, prefix and captured values. */
export class Stage {
  readonly dir = mkdtempSync(join(tmpdir(), 'crix-dk-'));
  readonly prefix = `d${'klmnpqrstvwxz'[(randomBytes(1)[0] as number) % 13]}${randomBytes(3).toString('hex')}`;
  readonly program: Program;
  readonly #variables: Map<string, string>;

  constructor(program: Program, inherited: Variables = new Map()) {
    this.program = program;
    this.#variables = new Map([
      ...imageVariables(program.registry),
      ['{P}', this.prefix],
      ...inherited,
      ['{DIR}', this.dir],
    ]);
  }

  get variables(): Variables {
    return this.#variables;
  }

  markTime(): void {
    const now = Math.floor(Date.now() / 1000);
    this.#variables.set('{NOW}', String(now));
    this.#variables.set('{SOON}', String(now + 5));
  }

  expand(text: string): string {
    return expand(text, this.#variables);
  }

  async docker(argv: readonly string[], settings: Partial<SessionSettings> = {}): Promise<Outcome> {
    return runSession([...this.program.words, ...argv.map((word) => this.expand(word))], {
      cwd: this.dir,
      ...settings,
      env: { ...this.environment(), ...settings.env },
    });
  }

  environment(): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.dir,
      DOCKER_CONFIG: join(this.dir, '.docker'),
      TZ: 'UTC',
      TERM: 'xterm',
      LC_ALL: 'C.UTF-8',
      ...this.program.env,
    };
  }

  /** Carries out a step; its outcome where it runs a single program. */
  async step(step: Step): Promise<Outcome | undefined> {
    const { argv, as, stdin } = 'argv' in step ? step : { argv: step };
    const [first = '', ...rest] = argv.map((word) => this.expand(word));
    if (first === '@sleep') return pause(Number(rest[0]), undefined);
    if (first === '@host') return this.#host(rest);
    if (first === '@until') return this.#until(rest[0] ?? '', rest.slice(1));
    if (first === '@untillog') return this.#until(rest[1] ?? '', ['logs', rest[0] ?? '']);
    const outcome = await this.docker(argv, stdin === undefined ? {} : { stdin: Buffer.from(stdin) });
    if (as !== undefined) this.#capture(as, outcome.stdout.toString().trim());
    return outcome;
  }

  #capture(name: string, value: string): void {
    this.#variables.set(`{${name}}`, value);
    this.#variables.set(`{${name}12}`, value.replace(/^sha256:/, '').slice(0, 12));
  }

  #host(words: readonly string[]): Promise<Outcome> {
    return runSession(words, { cwd: this.dir, env: this.environment() });
  }

  async #until(text: string, argv: readonly string[]): Promise<undefined> {
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline) {
      const { stdout, stderr } = await this.docker(argv);
      if (`${stdout}${argv[0] === 'logs' ? stderr : ''}`.includes(text)) return undefined;
      await pause(100);
    }
    return undefined;
  }

  writeFiles(files: Readonly<Record<string, FileSpec>>): void {
    for (const [name, spec] of Object.entries(files)) {
      const path = join(this.dir, name);
      mkdirSync(spec === null ? path : dirname(path), { recursive: true });
      if (spec === null) continue;
      if (typeof spec === 'string') writeFileSync(path, this.expand(spec));
      else if (spec.link !== undefined) symlinkSync(this.expand(spec.link), path);
      else writeFileSync(path, this.expand(spec.text ?? ''));
      if (typeof spec === 'object' && spec.mode !== undefined) {
        chmodSync(path, typeof spec.mode === 'number' ? spec.mode : Number.parseInt(spec.mode, 8));
      }
    }
  }

  /** Removes what the case made, whatever became of it. */
  async clear(): Promise<void> {
    const { stdout } = await this.docker(['ps', '-aq', '--filter', `name=${this.prefix}`]);
    const left = stdout
      .toString()
      .split('\n')
      .filter((id) => id !== '');
    if (left.length > 0) await this.docker(['rm', '-f', '-v', ...left]);
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function imageVariables(registry: string): [string, string][] {
  const at = (name: string): string => `${registry}/${name}`;
  return [
    ['{REG}', registry],
    ['{REGHOST}', registry.split('/')[0] ?? ''],
    ['{IMG}', at('busy:1')],
    ['{IMG_REPO}', at('busy')],
    ['{IMG2}', at('busy:2')],
    ['{ENT}', at('ent:1')],
    ['{WEB}', at('web:1')],
    ['{RM_REPO}', at('rm')],
    ['{RM2_REPO}', at('rm2')],
    ['{ONE_REPO}', at('one')],
    ['{MISSING}', at('missing:1')],
    ['{MISSING_REPO}', at('missing')],
  ];
}
