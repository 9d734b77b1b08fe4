import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { findLog, isOver } from '../../../../src/ops/logs/find.ts';
import { findLogs } from '../../../../src/ops/logs/find-all.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const labels = { 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'default' };

function statusOf(more: object) {
  return { status: { id: 'abc', metadata: { name: 'nginx', attempt: 2 }, logPath: '/logs/2.log', labels, ...more } };
}

describe('findLog', () => {
  it('names the container and its pod', async (test) => {
    const { runtime } = fakeCri(test, { containerStatus: () => statusOf({ state: 'CONTAINER_RUNNING' }) });
    assert.deepEqual(await findLog(runtime, 'ab', false), {
      id: 'abc',
      container: 'nginx',
      pod: 'web-0',
      namespace: 'default',
      path: '/logs/2.log',
      isLive: true,
    });
  });

  it('finds the log of the attempt before', async (test) => {
    const { runtime } = fakeCri(test, { containerStatus: () => statusOf({ state: 'CONTAINER_RUNNING' }) });
    const { path, isLive } = await findLog(runtime, 'abc', true);
    assert.deepEqual([path, isLive], ['/logs/1.log', false]);
  });

  const refused: [object, boolean, RegExp][] = [
    [{ logPath: '' }, false, /^no log path is set for container abc$/],
    [{ metadata: { name: 'nginx', attempt: 0 } }, true, /this is its first attempt/],
    [{ logPath: '/logs.d/2' }, true, /^no previous log can be derived from the log path \/logs\.d\/2$/],
  ];
  for (const [more, previous, message] of refused) {
    it(`says ${message.source}`, async (test) => {
      const { runtime } = fakeCri(test, { containerStatus: () => statusOf(more) });
      await assert.rejects(findLog(runtime, 'abc', previous), { message });
    });
  }
});

describe('isOver', () => {
  const log = { id: 'abc', container: '', pod: '', namespace: '', path: '', isLive: true };
  const { signal } = new AbortController();
  const cases: [string, () => object, boolean][] = [
    ['running', () => statusOf({ state: 'CONTAINER_RUNNING' }), false],
    ['created', () => statusOf({ state: 'CONTAINER_CREATED' }), false],
    ['exited', () => statusOf({ state: 'CONTAINER_EXITED' }), true],
    ['unknown', () => statusOf({ state: 'CONTAINER_UNKNOWN' }), true],
    ['gone', () => fail('not-found'), true],
    ['not to be asked, the runtime being down', () => fail('connect'), false],
  ];
  function fail(kind: 'not-found' | 'connect'): never {
    throw new CrixError(kind, kind);
  }
  for (const [what, containerStatus, expected] of cases) {
    it(`is ${expected} for a container that is ${what}`, async (test) => {
      assert.equal(await isOver(fakeCri(test, { containerStatus }).runtime, log, signal), expected);
    });
  }
});

describe('findLogs', () => {
  const container = (id: string, name: string, pod: string, createdAt = 1n) => ({
    id,
    podSandboxId: `pod-${pod}`,
    metadata: { name },
    labels: { ...labels, 'io.kubernetes.pod.name': pod },
    createdAt,
  });
  const world = [
    container('aa1', 'nginx', 'web-0'),
    container('aa2', 'nginx', 'web-0', 2n),
    container('bb1', 'nginx', 'web-1'),
    container('bb2', 'side', 'web-1'),
  ];

  async function find(test: TestContext, targets: object): Promise<string[]> {
    const { runtime } = fakeCri(test, {
      listContainers: ({ filter }) => ({ containers: world.filter(({ id }) => id.startsWith(filter?.id ?? '')) }),
      containerStatus: ({ containerId }) => statusOf({ id: containerId }),
    });
    const logs = await findLogs(runtime, { names: [], labels: {}, pod: undefined, previous: false, ...targets });
    return logs.map(({ id }) => id);
  }

  const found: [object, string[]][] = [
    [{ names: ['bb1'] }, ['bb1']],
    [{ names: ['aa2', 'bb2', 'aa2'] }, ['aa2', 'bb2']],
    [{ names: ['side'] }, ['bb2']],
    [{ names: ['web-0/nginx'] }, ['aa2']],
    [{ names: ['default/web-1/nginx'] }, ['bb1']],
    [{ pod: 'web-1' }, ['bb1', 'bb2']],
    [{ labels: { app: 'web' } }, ['bb1', 'bb2', 'aa2']],
  ];
  for (const [targets, ids] of found) {
    it(`finds ${JSON.stringify(targets)}`, async (test) => assert.deepEqual(await find(test, targets), ids));
  }

  const unclear: [object, RegExp][] = [
    [{ names: ['aa'] }, /^"aa" fits several containers: aa1 \(web-0\/nginx\), aa2/],
    [{ names: ['nginx'] }, /^"nginx" fits several containers/],
  ];
  for (const [targets, message] of unclear) {
    it(`cannot choose for ${JSON.stringify(targets)}`, async (test) => {
      const { runtime } = fakeCri(test, {
        listContainers: ({ filter }) => ({ containers: world.filter(({ id }) => id.startsWith(filter?.id ?? '')) }),
      });
      await assert.rejects(findLogs(runtime, { names: [], labels: {}, pod: undefined, previous: false, ...targets }), {
        kind: 'ambiguous',
        message,
      });
    });
  }

  it('names what it cannot find', async (test) => {
    const { runtime } = fakeCri(test, { listContainers: () => ({ containers: [] }) });
    const targets = { names: [], labels: { app: 'x' }, pod: 'web', previous: false };
    await assert.rejects(findLogs(runtime, targets), { message: 'no container has label app=x and pod web' });
    await assert.rejects(findLogs(runtime, { ...targets, names: ['zz'] }), { message: 'container "zz" not found' });
  });
});
