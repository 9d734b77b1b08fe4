import { type Case, loadCases, loadWorlds, type World } from './case.ts';
import { judge } from './judge.ts';
import type { Variables } from './normalise.ts';
import { type Program, Stage } from './stage.ts';

export interface Verdict {
  test: Case;
  /** Empty: the case passed. */
  problems: readonly string[];
}

/** Runs the chosen cases: those that share the node side by side, then those that need it to themselves. */
export async function runCases(program: Program, only: RegExp, report: (verdict: Verdict) => void): Promise<void> {
  const cases = loadCases().filter((test) => only.test(test.name));
  await pullImages(program);
  const worlds = new Map<string, { stage: Stage; world: World }>();
  const needed = new Set(cases.map((test) => test.world));
  await Promise.all(
    loadWorlds()
      .filter((world) => needed.has(world.name))
      .map(async (world) => {
        const stage = new Stage(program);
        worlds.set(world.name, { stage, world });
        for (const step of world.setup) await stage.step(step);
      }),
  );
  const one = async (test: Case): Promise<void> => {
    report({ test, problems: await judge(test, program, inherited(test, worlds)) });
  };
  const queue = cases.filter((test) => !test.alone).values();
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (const test of queue) await one(test);
    }),
  );
  for (const test of cases.filter((candidate) => candidate.alone)) await one(test);
  for (const { stage, world } of worlds.values()) {
    for (const step of world.cleanup) await stage.step(step);
    await stage.clear();
  }
}

function inherited(test: Case, worlds: ReadonlyMap<string, { stage: Stage }>): Variables {
  return (test.world === undefined ? undefined : worlds.get(test.world)?.stage.variables) ?? new Map();
}

async function pullImages(program: Program): Promise<void> {
  const stage = new Stage(program);
  for (const name of ['{IMG}', '{IMG2}', '{ENT}', '{WEB}']) await stage.docker(['pull', '-q', name]);
  await stage.clear();
}
