import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { listPodStats, podUsage } from '../../../../src/ops/stats/pod-stats.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const refused = new CrixError('runtime', 'ListPodSandboxStats: cgroupPath is empty', { code: 'Unknown' });

function reading(id: string, usage = 1n, readAt = 1n) {
  return {
    attributes: { id, metadata: { name: `name-${id}` } },
    linux: {
      cpu: { usageCoreNanoSeconds: { value: usage }, timestamp: readAt },
      memory: { workingSetBytes: { value: 9n } },
    },
  };
}

describe('listPodStats', () => {
  it('asks once, and sorts by id', async (test) => {
    const cri = fakeCri(test, { listPodSandboxStats: () => ({ stats: [reading('b'), reading('a')] }) });
    const { stats, failed } = await listPodStats(cri.runtime, { labels: {} });
    assert.deepEqual(
      stats.map(({ attributes }) => attributes?.id),
      ['a', 'b'],
    );
    assert.deepEqual(failed, []);
    assert.equal(cri.calls.length, 1);
  });

  it('asks for each ready pod when one of them fails the whole call, and names that one', async (test) => {
    const cri = fakeCri(test, {
      listPodSandboxStats: () => Promise.reject(refused),
      listPodSandbox: () => ({ items: [{ id: 'good' }, { id: 'bad' }] }),
      podSandboxStats: ({ podSandboxId = '' }) => {
        if (podSandboxId === 'bad') throw refused;
        return { stats: reading(podSandboxId) };
      },
    });
    const { stats, failed } = await listPodStats(cri.runtime, { id: 'x', labels: { app: 'web' } });
    assert.deepEqual(
      stats.map(({ attributes }) => attributes?.id),
      ['good'],
    );
    assert.deepEqual(failed, [{ id: 'bad', error: refused }]);
    assert.deepEqual(cri.calls[1]?.request, {
      filter: { id: 'x', labelSelector: { app: 'web' }, state: { state: 'SANDBOX_READY' } },
    });
  });

  it('fails as the runtime did when no pod has statistics', async (test) => {
    const cri = fakeCri(test, {
      listPodSandboxStats: () => Promise.reject(refused),
      listPodSandbox: () => ({ items: [] }),
    });
    await assert.rejects(listPodStats(cri.runtime, { labels: {} }), {
      message: refused.message,
      code: 'Unknown',
      hint: /cgroup_parent/,
    });
  });

  it('does not try again what the runtime cannot do', async (test) => {
    const unsupported = new CrixError('unsupported', 'unknown method', { code: 'Unimplemented' });
    const cri = fakeCri(test, { listPodSandboxStats: () => Promise.reject(unsupported) });
    await assert.rejects(listPodStats(cri.runtime, { labels: {} }), unsupported);
    assert.equal(cri.calls.length, 1);
  });

  it('gives up when the connection is lost half way', async (test) => {
    const lost = new CrixError('connect', 'connection refused');
    const cri = fakeCri(test, {
      listPodSandboxStats: () => Promise.reject(refused),
      listPodSandbox: () => ({ items: [{ id: 'a' }] }),
      podSandboxStats: () => Promise.reject(lost),
    });
    await assert.rejects(listPodStats(cri.runtime, { labels: {} }), lost);
  });
});

describe('podUsage', () => {
  it('refuses a pod of two systems, by id', async (test) => {
    const cri = fakeCri(test, { listPodSandboxStats: () => ({ stats: [{ ...reading('both'), windows: {} }] }) });
    const { stats } = await listPodStats(cri.runtime, { labels: {} });
    assert.throws(() => podUsage(stats, stats, 'zero'), { message: /pod both$/ });
  });

  it('compares two samples', async (test) => {
    let sample = 0n;
    const cri = fakeCri(test, {
      listPodSandboxStats: () => {
        sample++;
        return { stats: [reading('a', sample * 250n, sample * 1000n)] };
      },
    });
    const before = await listPodStats(cri.runtime, { labels: {} });
    const after = await listPodStats(cri.runtime, { labels: {} });
    assert.deepEqual(podUsage(before.stats, after.stats, 'refuse'), [
      { id: 'a', name: 'name-a', cpuPercent: 25, memoryBytes: 9n },
    ]);
  });
});
