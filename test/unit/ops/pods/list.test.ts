import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listPods, type PodWords, selectPods } from '../../../../src/ops/pods/list.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const words: PodWords = { label: [], latest: false, last: 0 };

describe('pods', () => {
  it('are asked for by what the runtime can filter', async () => {
    const filterOf = async (given: Partial<PodWords>) => (await selectPods({ ...words, ...given })).filter;
    assert.deepEqual(await filterOf({}), {});
    assert.deepEqual(await filterOf({ id: 'a', state: 'NOTREADY', latest: true }), {
      id: 'a',
      state: { state: 'SANDBOX_NOTREADY' },
    });
    await assert.rejects(filterOf({ state: 'running' }), { kind: 'usage', hint: /ready, notready/ });
  });

  it('are matched by name and namespace, newest first, with no more decoded than is needed', async (test) => {
    const pod = (id: string, createdAt: bigint, namespace: string) => ({
      id,
      createdAt,
      metadata: { name: 'web-0', namespace },
    });
    const items = [
      pod('old', 1n, 'default'),
      { id: 'no-metadata' },
      pod('new', 2n, 'kube-system'),
      pod('newest', 3n, 'default'),
    ];
    const cri = fakeCri(test, { listPodSandbox: () => ({ items }) });
    const ids = async (given: Partial<PodWords>) =>
      (await listPods(cri.runtime, await selectPods({ ...words, ...given }), { state: true })).map(({ id }) => id);
    assert.deepEqual(await ids({}), ['newest', 'new', 'old']);
    assert.deepEqual(await ids({ namespace: '^default$', name: 'web' }), ['newest', 'old']);
    assert.deepEqual(await ids({ latest: true }), ['newest']);
    assert.deepEqual(cri.calls[0]?.call?.mask, { items: { id: true, metadata: true, createdAt: true, state: true } });
  });
});
