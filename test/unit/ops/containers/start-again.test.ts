import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startable } from '../../../../src/ops/containers/start-again.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const mark = { 'crix.dev/managed': 'docker' };
const made = {
  metadata: { name: 'web' },
  image: { image: 'sha256:i' },
  command: ['sh'],
  envs: [{ key: 'A', value: 'b' }],
  log_path: 'web/0.log',
  labels: mark,
  linux: { resources: { cpu_shares: 2 } },
};

function input(notes: string[] = []) {
  return {
    timeoutMs: 1000,
    signal: new AbortController().signal,
    note: async (line: string) => {
      notes.push(line);
    },
  };
}

const status = (state: 'CONTAINER_RUNNING' | 'CONTAINER_CREATED' | 'CONTAINER_EXITED') => ({
  status: { id: 'old', state, metadata: { name: 'web', attempt: 1 }, resources: { linux: { cpuShares: 512n } } },
  info: { info: JSON.stringify({ config: made }) },
});

describe('startable', () => {
  it('is nothing for what runs, and the container itself when it has not run yet', async (test) => {
    const running = fakeCri(test, { containerStatus: () => status('CONTAINER_RUNNING') });
    assert.equal(await startable(running.runtime, 'old', input()), undefined);
    const created = fakeCri(test, { containerStatus: () => status('CONTAINER_CREATED') });
    assert.equal(await startable(created.runtime, 'old', input()), 'old');
  });

  it('is one made anew in its place when it has ended, with its log and the limits it had last', async (test) => {
    const pod = {
      id: 'p',
      state: 'SANDBOX_READY',
      labels: mark,
      metadata: { name: 'web', namespace: 'crix' },
    } as const;
    const cri = fakeCri(test, {
      containerStatus: () => status('CONTAINER_EXITED'),
      listContainers: () => ({ containers: [{ id: 'old', podSandboxId: 'p', labels: mark }] }),
      podSandboxStatus: () => ({ status: pod, info: { info: '{"config": {"metadata": {"name": "web"}}}' } }),
      createContainer: () => ({ containerId: 'new' }),
      removeContainer: () => ({}),
    });
    const notes: string[] = [];
    assert.equal(await startable(cri.runtime, 'old', input(notes)), 'new');
    const [create, remove] = cri.calls.slice(-2);
    const { config } = (create as { request: unknown }).request as {
      config: { metadata: object; logPath: string; linux: { resources: { cpuShares: bigint } }; envs: object[] };
    };
    assert.deepEqual(config.metadata, { name: 'web', attempt: 2 });
    assert.equal(config.logPath, 'web/0.log');
    assert.equal(config.linux.resources.cpuShares, 512n);
    assert.equal(config.envs.length, 1);
    assert.deepEqual(remove?.request, { containerId: 'old' });
    assert.match(notes.join(), /made anew/);
  });

  it('is refused for a container of somebody else', async (test) => {
    const cri = fakeCri(test, {
      containerStatus: () => status('CONTAINER_EXITED'),
      listContainers: () => ({ containers: [{ id: 'old', podSandboxId: 'p' }] }),
    });
    await assert.rejects(startable(cri.runtime, 'old', input()), { kind: 'unsupported' });
  });
});
