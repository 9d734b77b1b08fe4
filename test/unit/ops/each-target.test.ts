import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachTarget } from '../../../src/ops/each-target.ts';

function listening() {
  const failures: unknown[] = [];
  return { failures, report: { failed: async (error: unknown) => void failures.push(error) } };
}

const { signal } = new AbortController();

test('a failure is reported and the rest still done', async () => {
  const { failures, report } = listening();
  const done: number[] = [];
  const count = await eachTarget({ targets: [1, 2, 3], atOnce: 1, signal }, report, async (target) => {
    if (target === 2) throw new Error('no');
    done.push(target);
  });
  assert.deepEqual([count, done, failures.map(String)], [1, [1, 3], ['Error: no']]);
});

test('stopAtFailure leaves the rest alone', async () => {
  const { report } = listening();
  const tried: number[] = [];
  const how = { targets: [1, 2, 3], atOnce: 1, stopAtFailure: true, signal };
  const count = await eachTarget(how, report, async (target) => {
    tried.push(target);
    if (target === 2) throw new Error('no');
  });
  assert.deepEqual([count, tried], [1, [1, 2]]);
});

test('no more than so many are under way', async () => {
  const { report } = listening();
  let underWay = 0;
  let most = 0;
  await eachTarget({ targets: Array.from({ length: 20 }, (_, n) => n), atOnce: 4, signal }, report, async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
  });
  assert.equal(most, 4);
});

test('a cancellation starts nothing more and is thrown, not reported', async () => {
  const { failures, report } = listening();
  const controller = new AbortController();
  const reason = new Error('stop');
  const tried: number[] = [];
  const running = eachTarget({ targets: [1, 2, 3], atOnce: 1, signal: controller.signal }, report, async (target) => {
    tried.push(target);
    controller.abort(reason);
    throw reason;
  });
  await assert.rejects(running, reason);
  assert.deepEqual([tried, failures], [[1], []]);
});
