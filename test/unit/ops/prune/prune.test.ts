import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pruneContainers } from '../../../../src/ops/prune/containers.ts';
import { fits, type PruneFilter } from '../../../../src/ops/prune/filter.ts';
import { pruneImages } from '../../../../src/ops/prune/images.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const all: PruneFilter = { labels: [], notLabels: [], until: undefined };
const deps = { timeoutMs: 1000, signal: new AbortController().signal, note: async () => undefined };
const mark = { 'crix.dev/managed': 'docker' };

describe('pruneContainers', () => {
  it("removes what run made and does not run, and nothing of the kubelet's", async (test) => {
    const containers = [
      { id: 'ended', podSandboxId: 'p', state: 'CONTAINER_EXITED', labels: mark },
      { id: 'running', podSandboxId: 'p', state: 'CONTAINER_RUNNING', labels: mark },
      { id: 'kubelets', podSandboxId: 'k', state: 'CONTAINER_EXITED', labels: { 'io.kubernetes.pod.name': 'web' } },
    ] as const;
    const cri = fakeCri(test, {
      listContainers: ({ filter }) => ({ containers: containers.filter(({ id }) => !filter?.id || id === filter.id) }),
      podSandboxStatus: () => ({
        status: { id: 'p', labels: mark, metadata: { name: 'x', namespace: 'crix' }, state: 'SANDBOX_NOTREADY' },
      }),
      containerStatus: () => ({ status: { state: 'CONTAINER_EXITED' } }),
      removeContainer: () => ({}),
      removePodSandbox: () => ({}),
    });
    const { removed } = await pruneContainers(cri.runtime, undefined, all, deps);
    assert.deepEqual(
      removed.map(({ id }) => id),
      ['ended'],
    );
    const removals = cri.calls.filter(({ method }) => method === 'removeContainer');
    assert.deepEqual(
      removals.map(({ request }) => request),
      [{ containerId: 'ended' }],
    );
  });
});

describe('pruneImages', () => {
  const images = [
    { id: 'tagged', repoTags: ['r.io/a:1'], size: 10n },
    { id: 'dangling', repoTags: [], size: 5n },
    { id: 'used', repoTags: ['r.io/c:1'], size: 7n },
    { id: 'pinned', repoTags: ['r.io/pause:3'], size: 1n, pinned: true },
  ];
  const stubs = {
    listImages: () => ({ images }),
    listContainers: () => ({ containers: [{ id: 'c', imageRef: 'used' }] }),
    version: () => ({ runtimeName: 'containerd', runtimeVersion: 'v2.1.9' }),
    removeImage: () => ({}),
  };

  it('removes those without a tag, or all that nothing uses', async (test) => {
    const dangling = await pruneImages(fakeCri(test, stubs), { all: false, filter: all }, deps);
    assert.deepEqual([dangling.removed.map(({ id }) => id), dangling.bytes], [['dangling'], 5n]);
    const unused = await pruneImages(fakeCri(test, stubs), { all: true, filter: all }, deps);
    assert.deepEqual([unused.removed.map(({ id }) => id).sort(), unused.bytes], [['dangling', 'tagged'], 15n]);
  });

  it('removes nothing whose labels it cannot know', async (test) => {
    const { removeImage: _removeImage, ...others } = stubs;
    const cri = fakeCri(test, { ...others, imageStatus: () => ({ image: { id: 'x' } }) });
    const filter = { ...all, labels: [{ key: 'team', value: undefined }] };
    assert.deepEqual((await pruneImages(cri, { all: true, filter }, deps)).removed, []);
  });
});

describe('fits', () => {
  const one = { labels: { a: '1', b: '' }, createdAt: 100n };
  const cases: [PruneFilter, boolean][] = [
    [all, true],
    [{ ...all, labels: [{ key: 'a', value: undefined }] }, true],
    [{ ...all, labels: [{ key: 'a', value: '2' }] }, false],
    [{ ...all, labels: [{ key: 'toString', value: undefined }] }, false],
    [{ ...all, notLabels: [{ key: 'b', value: undefined }] }, false],
    [{ ...all, until: 101n }, true],
    [{ ...all, until: 100n }, false],
  ];
  for (const [filter, fit] of cases) {
    it(`${JSON.stringify(filter, (_key, value) => (typeof value === 'bigint' ? String(value) : value))} ${fit}`, () => {
      assert.equal(fits(filter, one), fit);
    });
  }
});
