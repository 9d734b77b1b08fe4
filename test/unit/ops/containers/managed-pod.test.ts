import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { managedPodOf } from '../../../../src/ops/containers/managed-pod.ts';
import { removeManaged } from '../../../../src/ops/containers/remove-managed.ts';
import { stopManaged } from '../../../../src/ops/containers/stop-managed.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';
import { fakeTasks } from '../../../support/fake-tasks.ts';

const mark = { 'crix.dev/managed': 'docker' };
const { signal } = new AbortController();

/** A container of `docker run` in its pod; `memory` is what run noted. */
function world(memory: object = {}, namespace = 'crix', labels: Record<string, string> = mark): Stubs {
  return {
    listContainers: () => ({ containers: [{ id: 'c', podSandboxId: 'p', labels }] }),
    podSandboxStatus: () => ({
      status: {
        id: 'p',
        state: 'SANDBOX_NOTREADY',
        labels: mark,
        metadata: { name: 'web', namespace, uid: 'u' },
        annotations: { 'crix.dev/docker': JSON.stringify(memory) },
      },
    }),
  };
}

describe('managedPodOf', () => {
  it('reads what run noted', async (test) => {
    const cri = fakeCri(test, world({ stopTimeout: 3 }));
    assert.equal((await managedPodOf(cri.runtime, 'c'))?.memory.stopTimeout, 3);
  });

  it("leaves the kubelet's pods alone, whatever labels they carry", async (test) => {
    const other = fakeCri(test, world({}, 'default'));
    assert.equal(await managedPodOf(other.runtime, 'c'), undefined);
    const { listContainers } = world({}, 'crix', {});
    const unmarked = fakeCri(test, { listContainers: listContainers as never });
    assert.equal(await managedPodOf(unmarked.runtime, 'c'), undefined);
  });
});

describe('removeManaged', () => {
  it('removes the pod after its container', async (test) => {
    const cri = fakeCri(test, {
      ...world(),
      containerStatus: () => ({ status: { state: 'CONTAINER_EXITED' } }),
      removeContainer: () => ({}),
      removePodSandbox: () => ({}),
    });
    const input = { force: false, keepLogs: false, timeoutMs: 1000 };
    await removeManaged(cri.runtime, 'c', input, { note: async () => undefined });
    const removals = cri.calls.map(({ method }) => method).filter((method) => method.startsWith('remove'));
    assert.deepEqual(removals, ['removeContainer', 'removePodSandbox']);
  });
});

describe('stopManaged', () => {
  const stops: [title: string, memory: object, given: bigint | undefined, grace: bigint][] = [
    ['docker gives ten seconds', {}, undefined, 10n],
    ['--stop-timeout of run', { stopTimeout: 3 }, undefined, 3n],
    ['what is typed goes before', { stopTimeout: 3 }, 0n, 0n],
  ];
  for (const [title, memory, given, grace] of stops) {
    it(title, async (test) => {
      const cri = fakeCri(test, { ...world(memory), containerStatus: () => ({}), stopContainer: () => ({}) });
      await stopManaged(cri.runtime, undefined, 'c', { graceSeconds: given, timeoutMs: 1000, signal });
      const stop = cri.calls.find(({ method }) => method === 'stopContainer');
      assert.deepEqual(stop?.request, { containerId: 'c', timeout: grace });
    });
  }

  it('sends a stop signal of its own, and nothing more when that is enough', async (test) => {
    const states = ['CONTAINER_RUNNING', 'CONTAINER_RUNNING', 'CONTAINER_EXITED'] as const;
    let asked = 0;
    const cri = fakeCri(test, {
      ...world({ stopSignal: 'USR1' }),
      containerStatus: () => ({ status: { id: 'c', state: states[asked++] ?? 'CONTAINER_EXITED' } }),
    });
    const sent: unknown[] = [];
    const containerd = fakeTasks({
      kill: async (request) => {
        sent.push(request);
        return {};
      },
      wait: async () => ({ exitStatus: 0 }) as never,
    });
    await stopManaged(cri.runtime, containerd, 'c', { graceSeconds: 5n, timeoutMs: 1000, signal });
    assert.deepEqual(sent, [{ containerId: 'c', signal: 10 }]);
  });
});
