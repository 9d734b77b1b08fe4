import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairedRounds, samplePair } from '../../../../src/ops/stats/samples.ts';

function counter() {
  let count = 0;
  return async () => ++count;
}

function pauses(controller: AbortController, abortAt = Number.POSITIVE_INFINITY) {
  const waited: number[] = [];
  return {
    waited,
    pause: async (ms: number) => {
      waited.push(ms);
      if (waited.length >= abortAt) controller.abort(new Error('stopped'));
    },
  };
}

describe('samplePair', () => {
  it('waits between two samples', async () => {
    const controller = new AbortController();
    const { waited, pause } = pauses(controller);
    const pair = await samplePair(counter(), { intervalMs: 70, signal: controller.signal, pause });
    assert.deepEqual([pair, waited], [[1, 2], [70]]);
  });

  it('fails when it is interrupted', async () => {
    const controller = new AbortController();
    const { pause } = pauses(controller, 1);
    const settings = { intervalMs: 70, signal: controller.signal, pause };
    await assert.rejects(samplePair(counter(), settings), /stopped/);
  });
});

describe('pairedRounds', () => {
  it('takes each sample once and ends quietly when it is interrupted', async () => {
    const controller = new AbortController();
    const { pause } = pauses(controller, 3);
    const pairs: [number, number][] = [];
    for await (const pair of pairedRounds(counter(), { intervalMs: 1, signal: controller.signal, pause })) {
      pairs.push(pair);
    }
    assert.deepEqual(pairs, [
      [1, 2],
      [2, 3],
    ]);
  });

  it('passes on what is wrong with a sample', async () => {
    const { signal } = new AbortController();
    const settings = { intervalMs: 1, signal, pause: async () => undefined };
    await assert.rejects(async () => {
      for await (const _ of pairedRounds(() => Promise.reject(new Error('no metrics')), settings));
    }, /no metrics/);
  });
});
