import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ContainerWords, listContainers, selectContainers } from '../../../../src/ops/containers/list.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const words: ContainerWords = { label: [], all: false, latest: false, last: 0 };
const container = (id: string, createdAt: bigint, name: string, more: object = {}) => ({
  id,
  createdAt,
  metadata: { name },
  labels: {},
  ...more,
});

describe('selectContainers', () => {
  it('asks the runtime for what it can filter itself', async () => {
    const filterOf = async (given: Partial<ContainerWords>) => (await selectContainers({ ...words, ...given })).filter;
    const running = { state: { state: 'CONTAINER_RUNNING' } };
    assert.deepEqual(await filterOf({}), running);
    assert.deepEqual(await filterOf({ all: true }), {});
    assert.deepEqual(await filterOf({ state: 'exited', all: true }), { state: { state: 'CONTAINER_EXITED' } });
    assert.deepEqual(await filterOf({ state: 'exited', last: 2 }), {});
    assert.deepEqual(await filterOf({ latest: true }), {});
    assert.deepEqual(await filterOf({ id: 'a', pod: 'b', last: -1 }), { id: 'a', podSandboxId: 'b', ...running });
    const labelSelector = Object.assign(Object.create(null), { a: 'y' });
    assert.deepEqual(await filterOf({ label: ['a=x', 'a=y'], all: true }), { labelSelector });
  });
});

describe('listContainers', () => {
  it('sorts by age, keeps the order of equals, and cuts', async (test) => {
    const containers = [container('old', 1n, 'x'), container('b', 5n, 'x'), container('a', 5n, 'x')];
    const cri = fakeCri(test, { listContainers: () => ({ containers }) });
    const ids = async (given: Partial<ContainerWords>) =>
      (await listContainers(cri, await selectContainers({ ...words, ...given }))).map(({ id }) => id);
    assert.deepEqual(await ids({}), ['b', 'a', 'old']);
    assert.deepEqual(await ids({ latest: true }), ['b']);
    assert.deepEqual(await ids({ latest: true, last: 2 }), ['b', 'a']);
  });

  it('matches names and namespaces here', async (test) => {
    const labels = { 'io.kubernetes.pod.namespace': 'kube-system' };
    const containers = [
      container('a', 3n, 'nginx'),
      container('b', 2n, 'nginx', { labels }),
      container('c', 1n, 'job'),
    ];
    const cri = fakeCri(test, { listContainers: () => ({ containers }) });
    const ids = async (given: Partial<ContainerWords>) =>
      (await listContainers(cri, await selectContainers({ ...words, ...given }))).map(({ id }) => id);
    assert.deepEqual(await ids({ name: '^ng' }), ['a', 'b']);
    assert.deepEqual(await ids({ name: 'nginx', namespace: '^kube-' }), ['b']);
    assert.deepEqual(await ids({ namespace: 'unknown' }), ['a', 'c']);
  });

  it('compares images by their ID and asks once for each', async (test) => {
    const ofImage = (image: string) => ({ image: { image } });
    const containers = [
      container('a', 4n, 'x', ofImage('nginx:1')),
      container('b', 3n, 'x', ofImage('sha256:n')),
      container('c', 2n, 'x', ofImage('busybox')),
      container('d', 1n, 'x', ofImage('nginx:1')),
      container('e', 1n, 'x'),
    ];
    const idOf: Record<string, string> = {
      nginx: 'sha256:n',
      'nginx:1': 'sha256:n',
      'sha256:n': 'sha256:n',
      busybox: 'b',
    };
    const cri = fakeCri(test, {
      listContainers: () => ({ containers }),
      imageStatus: ({ image }) => {
        const id = idOf[image?.image ?? ''];
        return id === undefined ? {} : { image: { id, size: 1n } };
      },
    });
    const list = async (image: string) =>
      (await listContainers(cri, await selectContainers({ ...words, image }))).map(({ id }) => id);
    assert.deepEqual(await list('nginx'), ['a', 'b', 'd']);
    assert.equal(cri.calls.filter(({ method }) => method === 'imageStatus').length, 4);
    assert.deepEqual(await list('nosuch'), []);
    assert.equal(cri.calls.filter(({ method }) => method === 'imageStatus').length, 5);
  });
});
