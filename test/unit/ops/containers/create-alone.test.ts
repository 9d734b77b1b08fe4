import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import type { AloneInput } from '../../../../src/ops/containers/alone.ts';
import { type AloneDeps, createAlone } from '../../../../src/ops/containers/create-alone.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

const input: AloneInput = {
  name: 'web',
  image: 'busybox',
  pull: 'missing',
  entrypoint: undefined,
  command: ['sleep', '9'],
  pod: {},
  container: {},
  isolated: false,
  publishesExposed: false,
  binds: [],
  tmpfs: [],
  runtimeHandler: '',
  memory: { autoRemove: false, image: 'busybox', binds: [], networkMode: 'default', nanoCpus: '0' },
};

const image = { id: 'sha256:i', repoTags: [], repoDigests: [], size: 0n, username: '', pinned: false };

function deps(notes: string[] = []): AloneDeps {
  return {
    timeoutMs: 1000,
    signal: new AbortController().signal,
    places: { logs: '/var/log/pods', tmpfs: '/run/none' },
    image: async () => ({ image, spec: { config: { Entrypoint: ['/entry'], Labels: { team: 'a' } } } }),
    isolate: async () => {
      throw new CrixError('unsupported', 'not here');
    },
    tidy: {
      remove: true,
      startedAt: 0n,
      pauseMs: 0,
      note: async (line) => {
        notes.push(line);
      },
    },
  };
}

const systemd = { linux: { cgroupDriver: 'SYSTEMD' } } as const;

function world(more: Stubs = {}): Stubs {
  return {
    listPodSandbox: () => ({}),
    runtimeConfig: () => systemd,
    runPodSandbox: () => ({ podSandboxId: 'p' }),
    createContainer: () => ({ containerId: 'c' }),
    ...more,
  };
}

describe('createAlone', () => {
  it('makes a pod of the name, with a cgroup of its own, and the container in it', async (test) => {
    const cri = fakeCri(test, world());
    assert.deepEqual(await createAlone(cri, input, deps()), { id: 'c', podId: 'p', name: 'web' });
    const pod = cri.calls.find(({ method }) => method === 'runPodSandbox')?.request as never as {
      config: { metadata: { name: string; namespace: string }; linux: { cgroupParent: string } };
    };
    assert.deepEqual(
      [pod.config.metadata.name, pod.config.metadata.namespace, pod.config.linux.cgroupParent],
      ['web', 'crix', 'system.slice'],
    );
    const made = cri.calls.at(-1)?.request as never as {
      config: { command: string[]; args: string[]; labels: Record<string, string> };
    };
    assert.deepEqual([made.config.command, made.config.args], [['/entry'], ['sleep', '9']]);
    assert.deepEqual({ ...made.config.labels }, { team: 'a', 'crix.dev/managed': 'docker' });
  });

  it('refuses a name that is taken, naming who has it, before anything is made', async (test) => {
    const taken = { id: 'q', metadata: { name: 'web', namespace: 'crix' }, labels: { 'crix.dev/managed': 'docker' } };
    const cri = fakeCri(test, {
      listPodSandbox: () => ({ items: [taken] }),
      runtimeConfig: () => systemd,
      listContainers: () => ({ containers: [{ id: 'other' }] }),
    });
    await assert.rejects(createAlone(cri, input, deps()), /"\/web" is already in use by container "other"/);
  });

  it('warns where a kubelet will remove it', async (test) => {
    const theirs = {
      id: 'k',
      metadata: { name: 'dns', namespace: 'kube-system' },
      state: 'SANDBOX_READY',
      annotations: { 'kubernetes.io/config.source': 'api' },
    } as const;
    const notes: string[] = [];
    await createAlone(fakeCri(test, world({ listPodSandbox: () => ({ items: [theirs] }) })), input, deps(notes));
    assert.match(notes.join(), /a kubelet runs pods on this node/);
  });

  it('removes the pod again when the container cannot be made', async (test) => {
    const cri = fakeCri(
      test,
      world({
        createContainer: () => {
          throw new CrixError('runtime', 'no users found');
        },
        stopPodSandbox: () => ({}),
        removePodSandbox: () => ({}),
      }),
    );
    const asUser = { ...input, container: { linux: { securityContext: { runAsUsername: 'ghost' } } } };
    await assert.rejects(createAlone(cri, asUser, deps()), /unable to find user ghost/);
    assert.deepEqual(
      cri.calls.slice(-2).map(({ method }) => method),
      ['stopPodSandbox', 'removePodSandbox'],
    );
  });

  it('makes no container in a pod that cannot be isolated', async (test) => {
    const cri = fakeCri(test, {
      listPodSandbox: () => ({}),
      runtimeConfig: () => systemd,
      runPodSandbox: () => ({ podSandboxId: 'p' }),
      stopPodSandbox: () => ({}),
      removePodSandbox: () => ({}),
    });
    await assert.rejects(createAlone(cri, { ...input, isolated: true }, deps()), /not here/);
  });
});
