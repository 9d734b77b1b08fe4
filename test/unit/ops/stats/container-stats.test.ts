import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { containerUsage, listContainerStats } from '../../../../src/ops/stats/container-stats.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const options = { all: false, frozenClock: 'zero' } as const;

function reading(id: string, usage: bigint, readAt: bigint, memory = 7n) {
  return {
    attributes: { id, metadata: { name: `name-${id}` } },
    cpu: { usageCoreNanoSeconds: { value: usage }, timestamp: readAt },
    memory: { workingSetBytes: { value: memory } },
  };
}

describe('listContainerStats', () => {
  it('asks once, and sorts by id', async (test) => {
    const cri = fakeCri(test, { listContainerStats: () => ({ stats: [reading('b', 1n, 1n), reading('a', 1n, 1n)] }) });
    const stats = await listContainerStats(cri.runtime, { podId: 'p', labels: { app: 'web' } });
    assert.deepEqual(
      stats.map(({ attributes }) => attributes?.id),
      ['a', 'b'],
    );
    assert.deepEqual(
      cri.calls.map(({ request }) => request),
      [{ filter: { id: undefined, podSandboxId: 'p', labelSelector: { app: 'web' } } }],
    );
  });
});

describe('containerUsage', () => {
  it('compares two samples of each container', async (test) => {
    let sample = 0n;
    const cri = fakeCri(test, {
      listContainerStats: () => {
        sample++;
        return { stats: [reading('a', sample * 250n, sample * 1000n), reading('b', 5n, sample * 1000n)] };
      },
    });
    const before = await listContainerStats(cri.runtime, { labels: {} });
    const rows = containerUsage(before, await listContainerStats(cri.runtime, { labels: {} }), options);
    assert.deepEqual(
      rows.map(({ id, name, cpuPercent }) => ({ id, name, cpuPercent })),
      [
        { id: 'a', name: 'name-a', cpuPercent: 25 },
        { id: 'b', name: 'name-b', cpuPercent: 0 },
      ],
    );
  });

  it('leaves out what uses neither cpu nor memory, unless all are wanted', async (test) => {
    const cri = fakeCri(test, {
      listContainerStats: () => ({ stats: [reading('idle', 0n, 1n, 0n), {}, reading('busy', 0n, 1n, 5n)] }),
    });
    const stats = await listContainerStats(cri.runtime, { labels: {} });
    const ids = (all: boolean) => containerUsage(stats, stats, { ...options, all }).map(({ id }) => id);
    assert.deepEqual(ids(false), ['busy']);
    assert.deepEqual(ids(true), ['', 'busy', 'idle']);
  });
});
