import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { type RemoveImagesInput, removeImages } from '../../../../src/ops/images/remove.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

const id = (digit: string) => `sha256:${digit.repeat(64)}`;
const images = [
  { id: id('1'), repoTags: ['docker.io/library/one:latest'], size: 5n },
  { id: id('2'), repoTags: ['two:1', 'two:2'], size: 5n },
  { id: id('3'), repoTags: ['pin:1'], size: 5n, pinned: true },
  { id: id('4'), repoTags: ['reg.local/pause:3.6'], size: 5n },
  { id: id('5'), repoDigests: ['reg.local/x@sha256:ff'], size: 5n },
];

const find = (reference = '') =>
  images.find((image) => image.id === reference || image.repoTags?.includes(reference) === true);

const node = {
  listImages: () => ({ images }),
  imageStatus: (request: { image?: { image?: string | undefined } | undefined }) => {
    const image = find(request.image?.image);
    return image === undefined ? {} : { image };
  },
  removeImage: () => ({}),
};

async function remove(context: TestContext, stubs: Stubs, input: Partial<RemoveImagesInput>) {
  const cri = fakeCri(context, stubs);
  const [deleted, notes, failures]: [string[], string[], string[]] = [[], [], []];
  const report = {
    done: async ({ names }: { names: readonly string[] }) => void deleted.push(...names),
    note: async (line: string) => void notes.push(line),
    failed: async (error: unknown) => void failures.push((error as Error).message),
  };
  const { signal } = new AbortController();
  const counts = await removeImages(cri, { references: [], others: 'none', signal, ...input }, report);
  return { deleted, notes, failures, counts };
}

const containerd = (runtimeVersion: string) => ({ version: () => ({ runtimeName: 'containerd', runtimeVersion }) });
const uses = (...containers: object[]) => ({ listContainers: () => ({ containers }) });

test('prune spares pinned images and those of containers, by whatever name they use', async (context) => {
  const byTag = await remove(
    context,
    { ...node, ...containerd('v1.7.24'), ...uses({ image: { image: 'one' }, state: 'CONTAINER_EXITED' }) },
    { others: 'unused' },
  );
  assert.deepEqual(byTag.deleted, ['two:1', 'two:2', 'reg.local/pause:3.6', 'reg.local/x@sha256:ff']);
});

test('prune spares by image reference and by ID with or without its prefix', async (context) => {
  const references = [{ imageRef: id('1') }, { image: { image: '2'.repeat(64) } }, { imageId: id('5') }];
  const result = await remove(
    context,
    { ...node, ...containerd('v2.0.0'), ...uses(...references) },
    { others: 'unused' },
  );
  assert.deepEqual(result.deleted, ['reg.local/pause:3.6']);
});

test('prune spares the sandbox image that an old containerd is configured with', async (context) => {
  const info = { config: JSON.stringify({ sandboxImage: 'reg.local/pause:3.6' }) };
  const stubs = { ...node, ...containerd('1.6.20~ds1'), ...uses(), status: () => ({ info }) };
  const result = await remove(context, stubs, { others: 'unused' });
  assert.deepEqual(result.deleted, ['docker.io/library/one:latest', 'two:1', 'two:2', 'reg.local/x@sha256:ff']);
});

test('prune removes nothing where the sandbox image cannot be told', async (context) => {
  const { removeImage: _, ...calm } = node;
  const stubs = { ...calm, ...containerd('1.6.20'), ...uses(), status: () => ({ info: {} }) };
  const result = await remove(context, stubs, { others: 'unused' });
  assert.deepEqual([result.deleted, result.counts], [[], { targets: 0, failures: 0 }]);
});

test('prune spares images called pause on other runtimes', async (context) => {
  const version = () => ({ runtimeName: 'other', runtimeVersion: '1' });
  const result = await remove(context, { ...node, version, ...uses() }, { others: 'unused' });
  assert.ok(!result.deleted.includes('reg.local/pause:3.6'));
  assert.ok(result.deleted.includes('two:1'));
});

test('one image whose status fails does not stop the rest', async (context) => {
  const stubs = {
    ...node,
    ...containerd('v1.7.0'),
    ...uses(),
    imageStatus: (request: { image?: { image?: string | undefined } | undefined }) => {
      if (request.image?.image === id('1')) throw new CrixError('runtime', 'broken');
      return node.imageStatus(request);
    },
  };
  const result = await remove(context, stubs, { others: 'unused' });
  assert.deepEqual(result.failures, [`cannot remove image ${id('1')}: broken`]);
  assert.deepEqual(result.counts, { targets: 4, failures: 1 });
});

test('a named tag warns of the others that go, an ID does not', async (context) => {
  const byTag = await remove(
    context,
    { imageStatus: node.imageStatus, removeImage: node.removeImage },
    { references: ['two:1'] },
  );
  assert.deepEqual(byTag.notes, ['two:1 is one of 2 tags of its image; these go with it: two:2']);
  assert.deepEqual(byTag.deleted, ['two:1', 'two:2']);
  const byId = await remove(
    context,
    { imageStatus: node.imageStatus, removeImage: node.removeImage },
    { references: [id('2')] },
  );
  assert.deepEqual(byId.notes, []);
});

test('all means all, pinned ones too; a named pinned image goes', async (context) => {
  const { listImages, imageStatus, removeImage } = node;
  const all = await remove(context, { listImages, imageStatus, removeImage }, { others: 'all' });
  assert.equal(all.deleted.length, 6);
  const named = await remove(context, { imageStatus, removeImage }, { references: ['pin:1'] });
  assert.deepEqual(named.deleted, ['pin:1']);
});

test('an image that is not there is named and not removed', async (context) => {
  const result = await remove(context, { imageStatus: node.imageStatus }, { references: ['nosuch:1'] });
  assert.deepEqual(result.failures, ['no such image: nosuch:1']);
});
