import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { after, describe, it } from 'node:test';
import { type Case, loadCases } from './case.ts';
import { differences } from './differences.ts';
import { judge, obstacle, setUp } from './judge.ts';

const cases = loadCases();

/** Serving so many containers keeps the servers of all other cases waiting for longer than a client does. */
const isLarge = ({ server }: Case): boolean => (server?.bulk ?? 0) > 10_000;

describe('contract', { concurrency: 2 * availableParallelism() }, () => {
  judgeAll(cases.filter((test) => !isLarge(test)));
});

describe('contract with large replies', () => judgeAll(cases.filter(isLarge)));

function judgeAll(some: readonly Case[]): void {
  const binary = process.env['CRIX_BINARY'];
  const bench = setUp(binary === undefined ? {} : { binary });
  after(() => bench.remove());
  for (const test of some) {
    it(test.name, async (context) => {
      const hindrance = obstacle(test);
      if (hindrance !== undefined) {
        context.skip(hindrance);
        return;
      }
      const problems = await judge(test, bench);
      assert.ok(problems.length === 0, problems.join('\n'));
    });
  }
}

describe('listed differences', () => {
  it('are cases of the contract', () => {
    const names = new Set(cases.map((test) => test.name));
    assert.deepEqual(
      Object.keys(differences).filter((name) => !names.has(name)),
      [],
    );
  });

  it('are those that docs/differences.md names', () => {
    const page = readFileSync(new URL('../../docs/differences.md', import.meta.url), 'utf8');
    const [ofCrictl = ''] = page.split(/^# Under the name docker$/m);
    const named = [...ofCrictl.matchAll(/^- `([a-z-]+\/[^`]+)`/gm)].map(([, name]) => name);
    assert.deepEqual(named.sort(), Object.keys(differences).sort());
  });
});
