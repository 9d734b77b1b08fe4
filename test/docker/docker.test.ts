import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { after, before, describe, it } from 'node:test';
import type { Containerd } from '../lab/debian.ts';
import { type Lab, startLab } from '../lab/start.ts';
import { type Case, loadCases } from './case.ts';
import { dockerDifferences } from './differences.ts';
import { crixAsDocker } from './program.ts';
import { Suite } from './suite.ts';

const all = loadCases();
/** The rest of the versions differ in little that docker's words show: a part of the cases finds it. */
const everySo = 8;
const chosen: Readonly<Partial<Record<Containerd, readonly Case[]>>> = {
  '1.6': all,
  '2': all.filter((_test, at) => at % everySo === 0),
};

const hindrance = process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'needs root on Linux';
const suiteTimeoutMs = 900_000;
/** Cases wait for programs in containers more than they work. */
const concurrency = Math.max(4, availableParallelism() * 2);

for (const [version, cases = []] of Object.entries(chosen)) {
  const only = process.env['CRIX_E2E_CONTAINERD'];
  if (only !== undefined && only !== version) continue;
  describe(`docker's cases, containerd ${version}`, { timeout: suiteTimeoutMs }, () => {
    // In CI a suite that cannot run is a failure, not a skip.
    if (hindrance !== undefined)
      return void it('run', { skip: process.env['CI'] === undefined && hindrance }, () => assert.fail(hindrance));
    const expected = cases.filter(({ name }) => !(name in dockerDifferences));
    onNode(version as Containerd, expected);
  });
}

function onNode(version: Containerd, cases: readonly Case[]): void {
  let lab: Lab | undefined;
  let suite: Suite | undefined;
  let removeLink = (): void => undefined;
  before(
    async () => {
      lab = await startLab({ containerd: version });
      const program = crixAsDocker(lab);
      removeLink = program.remove;
      suite = new Suite(program);
      await suite.setUp(cases);
    },
    { timeout: 240_000 },
  );
  after(async () => {
    await suite?.tearDown();
    removeLink();
    await lab?.stop();
  });
  const judgeAll = (some: readonly Case[]): void => {
    for (const test of some) {
      it(test.name, async () => {
        const problems = (await suite?.problemsOf(test)) ?? ['the suite was not set up'];
        assert.ok(problems.length === 0, problems.join('\n'));
      });
    }
  };
  describe('side by side', { concurrency }, () => judgeAll(cases.filter(({ alone }) => !alone)));
  describe('one by one', () => judgeAll(cases.filter(({ alone }) => alone)));
}

describe("listed differences from docker's cases", () => {
  it('are cases', () => {
    const names = new Set(all.map(({ name }) => name));
    assert.deepEqual(
      Object.keys(dockerDifferences).filter((name) => !names.has(name)),
      [],
    );
  });

  it('are at most one in twenty of those that have to pass', () => {
    const strict = all.filter(({ mapped }) => !mapped);
    const listed = strict.filter(({ name }) => name in dockerDifferences);
    assert.ok(listed.length * 20 <= strict.length, `${listed.length} of ${strict.length}`);
  });

  it('are those that docs/differences.md names, each with its reason', () => {
    const page = readFileSync(new URL('../../docs/differences.md', import.meta.url), 'utf8');
    const [, part = ''] = page.split(/^# Under the name docker$/m);
    const named = new Map(
      [...part.matchAll(/^- `([a-z-]+\/[^`]+)`: (.*(?:\n {2}.*)*)/gm)].map(([, name, why = '']) => [
        name,
        why.replace(/\s+/g, ' '),
      ]),
    );
    assert.deepEqual(Object.fromEntries(named), dockerDifferences);
  });
});
