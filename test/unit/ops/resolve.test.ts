import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { CrixError } from '../../../src/errors.ts';
import { withContainer, withPod } from '../../../src/ops/resolve.ts';
import { type FakeCri, fakeCri } from '../../support/fake-cri.ts';

const labelsOf = (pod: string) => ({
  'io.kubernetes.pod.name': pod,
  'io.kubernetes.pod.namespace': 'default',
  'io.kubernetes.pod.uid': 'uid',
});
const containers = [
  { id: 'a1', metadata: { name: 'nginx', attempt: 0 }, labels: labelsOf('web-0'), state: 'CONTAINER_EXITED' as const },
  { id: 'a2', metadata: { name: 'nginx', attempt: 1 }, labels: labelsOf('web-0'), state: 'CONTAINER_RUNNING' as const },
  { id: 'a3', metadata: { name: 'cafe', attempt: 0 }, labels: {}, state: 'CONTAINER_RUNNING' as const },
  { id: 'a4' },
];

const listing = (test: TestContext): FakeCri => fakeCri(test, { listContainers: () => ({ containers }) });
const names = { names: true };
const echo = async (id: string): Promise<string> => id;
const refuse = async (id: string): Promise<string> => {
  if (id === 'a3') return id;
  throw new CrixError('not-found', `container "${id}": not found`);
};

describe('withContainer', () => {
  it('takes names of all kinds', async (test) => {
    const { runtime } = listing(test);
    assert.equal(await withContainer(runtime, 'k8s_nginx_web-0_default_uid_1', names, echo), 'a2');
    assert.equal(await withContainer(runtime, 'web-0/nginx', { names: true, preferRunning: true }, echo), 'a2');
  });

  it('asks about names only when the word is no ID that the runtime knows', async (test) => {
    const cri = listing(test);
    assert.equal(await withContainer(cri.runtime, 'a1', names, echo), 'a1');
    assert.equal(cri.calls.length, 0);
    // `cafe` could be an ID: it is tried as one first.
    assert.equal(await withContainer(cri.runtime, 'cafe', names, refuse), 'a3');
    assert.equal(cri.calls.length, 1);
  });

  it('does not search for a whole ID, nor after another failure', async (test) => {
    const cri = fakeCri(test, {});
    await assert.rejects(withContainer(cri.runtime, 'f'.repeat(64), names, refuse), { kind: 'not-found' });
    const broken = async (): Promise<never> => {
      throw new CrixError('runtime', 'db locked');
    };
    await assert.rejects(withContainer(cri.runtime, 'abc', names, broken), { message: 'db locked' });
  });

  it('never guesses between several', async (test) => {
    const { runtime } = listing(test);
    await assert.rejects(withContainer(runtime, 'nginx', names, echo), {
      kind: 'ambiguous',
      hint: 'use an ID: a1 (default/web-0/nginx, exited), a2 (default/web-0/nginx, running)',
    });
  });

  it('hands unknown words to the runtime, so that its answer names them', async (test) => {
    const { runtime } = listing(test);
    assert.equal(await withContainer(runtime, 'no-such', names, echo), 'no-such');
  });

  it('leaves words alone where names are not wanted', async (test) => {
    const cri = fakeCri(test, {});
    assert.equal(await withContainer(cri.runtime, 'nginx', { names: false }, echo), 'nginx');
    assert.equal(await withPod(cri.runtime, '', { names: false }, echo), '');
  });
});

describe('withPod', () => {
  it('takes names of all kinds', async (test) => {
    const metadata = { name: 'web-0', namespace: 'default', uid: 'uid', attempt: 0 };
    const { runtime } = fakeCri(test, { listPodSandbox: () => ({ items: [{ id: 'b1', metadata }, { id: 'b2' }] }) });
    for (const word of ['web-0', 'default/web-0', 'k8s_POD_web-0_default_uid_0']) {
      assert.equal(await withPod(runtime, word, names, echo), 'b1');
    }
  });
});
