import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRunningIds, stopContainer } from '../../../../src/ops/containers/stop.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const deadlines: [bigint, number][] = [
  [0n, 2000],
  [10n, 12000],
  [-1n, 2000],
  [9223372036854775807n, 2 ** 31 - 1],
];

for (const [graceSeconds, timeoutMs] of deadlines) {
  test(`a grace of ${graceSeconds} s is added to the deadline`, async (context) => {
    const cri = fakeCri(context, { stopContainer: () => ({}) });
    await stopContainer(cri.runtime, 'c', { graceSeconds, timeoutMs: 2000 });
    assert.deepEqual(cri.calls[0]?.request, { containerId: 'c', timeout: graceSeconds });
    assert.equal(cri.calls[0]?.call?.timeoutMs, timeoutMs);
  });
}

test('running containers are listed newest first', async (context) => {
  const containers = [
    { id: 'old', createdAt: 1n },
    { id: 'new', createdAt: 3n },
    { id: 'mid', createdAt: 2n },
  ];
  const cri = fakeCri(context, { listContainers: () => ({ containers }) });
  assert.deepEqual(await listRunningIds(cri.runtime), ['new', 'mid', 'old']);
  assert.deepEqual(cri.calls[0]?.request, { filter: { state: { state: 'CONTAINER_RUNNING' } } });
});
