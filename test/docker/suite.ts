import { type Case, loadCases, loadWorlds, type World } from './case.ts';
import { judge } from './judge.ts';
import type { Variables } from './normalise.ts';
import { type Program, Stage } from './stage.ts';

export interface Verdict {
  test: Case;
  /** Empty: the case passed. */
  problems: readonly string[];
}

/** Images and worlds that cases need, made on a node. */
export class Suite {
  readonly #program: Program;
  readonly #worlds: { stage: Stage; world: World }[] = [];

  constructor(program: Program) {
    this.#program = program;
  }

  async setUp(cases: readonly Case[]): Promise<void> {
    await pullImages(this.#program);
    const needed = new Set(cases.map((test) => test.world));
    const worlds = loadWorlds().filter((world) => needed.has(world.name));
    await Promise.all(
      worlds.map(async (world) => {
        const stage = new Stage(this.#program);
        this.#worlds.push({ stage, world });
        for (const step of world.setup) await stage.step(step);
      }),
    );
  }

  /** What is wrong with a case; nothing when it passes. One that goes by the clock gets a second try on a busy machine. */
  async problemsOf(test: Case): Promise<string[]> {
    const found = await this.#judge(test);
    return found.length > 0 && goesByClock(test) ? this.#judge(test) : found;
  }

  #judge(test: Case): Promise<string[]> {
    const inherited: Variables | undefined = this.#worlds.find(({ world }) => world.name === test.world)?.stage
      .variables;
    return judge(test, this.#program, inherited ?? new Map());
  }

  async tearDown(): Promise<void> {
    for (const { stage, world } of this.#worlds) {
      for (const step of world.cleanup) await stage.step(step);
      await stage.clear();
    }
  }
}

function goesByClock({ argv, took_ms, script, settle_ms }: Case): boolean {
  const waits = script?.some(({ after_ms }) => after_ms !== undefined) ?? false;
  return took_ms !== undefined || settle_ms !== undefined || waits || JSON.stringify(argv).includes('{SOON}');
}

const atOnce = 4;

/** Runs the chosen cases: those that share the node side by side, then those that need it to themselves. */
export async function runCases(program: Program, only: RegExp, report: (verdict: Verdict) => void): Promise<void> {
  const cases = loadCases().filter((test) => only.test(test.name));
  const suite = new Suite(program);
  await suite.setUp(cases);
  const one = async (test: Case): Promise<void> => report({ test, problems: await suite.problemsOf(test) });
  const queue = cases.filter((test) => !test.alone).values();
  const work = async (): Promise<void> => {
    for (const test of queue) await one(test);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const test of cases.filter((candidate) => candidate.alone)) await one(test);
  await suite.tearDown();
}

async function pullImages(program: Program): Promise<void> {
  const stage = new Stage(program);
  for (const name of ['{IMG}', '{IMG2}', '{ENT}', '{WEB}']) await stage.docker(['pull', '-q', name]);
  await stage.clear();
}
