import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signalContainer } from '../../../../src/ops/containers/signal.ts';
import { fakeCri } from '../../../support/fake-cri.ts';
import { fakeTasks } from '../../../support/fake-tasks.ts';

describe('signalContainer', () => {
  it("has containerd's own service do it, with the whole ID", async (test) => {
    const cri = fakeCri(test, { containerStatus: () => ({ status: { id: 'whole', state: 'CONTAINER_RUNNING' } }) });
    const sent: unknown[] = [];
    const containerd = fakeTasks({
      kill: async (request) => {
        sent.push(request);
        return {};
      },
    });
    await signalContainer(cri.runtime, containerd, 'wh', 10);
    assert.deepEqual(sent, [{ containerId: 'whole', signal: 10 }]);
  });

  it('runs kill in the container where the process is not on this machine', async (test) => {
    const cri = fakeCri(test, {
      containerStatus: () => ({ status: { id: 'c0ffee', state: 'CONTAINER_RUNNING' }, info: { info: '{"pid": 1}' } }),
      execSync: () => ({ exitCode: 0 }),
    });
    await signalContainer(cri.runtime, undefined, 'c0ffee', 15);
    assert.deepEqual(cri.calls[1]?.request, { containerId: 'c0ffee', cmd: ['kill', '-15', '1'] });
  });

  it('says that it does not run', async (test) => {
    const cri = fakeCri(test, { containerStatus: () => ({ status: { id: 'c', state: 'CONTAINER_EXITED' } }) });
    await assert.rejects(signalContainer(cri.runtime, undefined, 'c', 9), {
      kind: 'failure',
      message: 'Container c is not running',
    });
  });
});
