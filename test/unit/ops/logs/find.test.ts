import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { findLog, isOver } from '../../../../src/ops/logs/find.ts';
import { findLogs, type LogTargets } from '../../../../src/ops/logs/find-all.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

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
  const container = (id: string, name: string, podSandboxId: string, createdAt = 1n) => ({
    id,
    podSandboxId,
    metadata: { name },
    labels: { app: name === 'nginx' ? 'web' : 'none' },
    createdAt,
  });
  const pod = (id: string, name: string) => ({ id, metadata: { name, namespace: 'default' } });
  const containers = [
    container('aa1', 'nginx', 'p0'),
    container('aa2', 'nginx', 'p0', 2n),
    container('bb1', 'nginx', 'p1'),
    container('bb2', 'side', 'p1', 3n),
  ];
  const listContainers: Stubs['listContainers'] = ({ filter }) => ({
    containers: containers.filter(({ podSandboxId, labels: { app } }) => {
      return podSandboxId.startsWith(filter?.podSandboxId ?? '') && app === (filter?.labelSelector?.['app'] ?? app);
    }),
  });
  const listPodSandbox = () => ({ items: [pod('p0', 'web-0'), pod('p1', 'web-1')] });
  const containerStatus = ({ containerId = '' }) => statusOf({ id: containerId });
  const nothing = { names: [], labels: {}, pod: undefined, previous: false };

  const found: [Partial<LogTargets>, string[]][] = [
    [{ pod: 'web-1' }, ['bb1 web-1', 'bb2 web-1']],
    [{ labels: { app: 'web' } }, ['bb1 web-1', 'aa2 web-0']],
    [{ labels: { app: 'web' }, pod: 'web-0' }, ['aa2 web-0']],
    [{ names: ['aa2'], labels: { app: 'web' } }, ['aa2 web-0', 'bb1 web-1']],
    [{ names: ['side'], pod: 'web-1' }, ['bb2 web-0', 'bb1 web-1']],
  ];
  for (const [targets, expected] of found) {
    it(`finds ${JSON.stringify(targets)}`, async (test) => {
      const { runtime } = fakeCri(test, { listContainers, listPodSandbox, containerStatus });
      const logs = await findLogs(runtime, { ...nothing, ...targets });
      assert.deepEqual(
        logs.map(({ id, pod }) => `${id} ${pod}`),
        expected,
      );
    });
  }

  it('finds a name without listing pods', async (test) => {
    const { runtime, calls } = fakeCri(test, { containerStatus });
    assert.equal((await findLogs(runtime, { ...nothing, names: ['abcdef012345'] }))[0]?.id, 'abcdef012345');
    assert.equal(calls.length, 1);
  });

  it('says what no container has', async (test) => {
    const { runtime } = fakeCri(test, { listContainers, listPodSandbox });
    await assert.rejects(findLogs(runtime, { ...nothing, labels: { app: 'x' }, pod: 'web-0' }), {
      kind: 'not-found',
      message: 'no container has label app=x and pod web-0',
    });
  });
});
