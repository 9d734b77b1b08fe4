import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listImages } from '../../../../src/ops/images/list.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const one = { id: 'sha256:1', repoTags: ['docker.io/library/one:latest'], size: 1n };
const two = { id: 'sha256:2', repoTags: ['two:1'], size: 1n };

test('a runtime that ignores the name is asked which image it means', async (context) => {
  const cri = fakeCri(context, { listImages: () => ({ images: [one, two] }), imageStatus: () => ({ image: two }) });
  const found = await listImages(cri.images, { name: 'two:1', filters: [] });
  assert.deepEqual(
    found.map(({ id }) => id),
    ['sha256:2'],
  );
});

test('its only image is not taken for one of another name', async (context) => {
  const cri = fakeCri(context, { listImages: () => ({ images: [one] }), imageStatus: () => ({}) });
  assert.deepEqual(await listImages(cri.images, { name: 'two:1', filters: [] }), []);
});

test('an answer that fits is taken as it is', async (context) => {
  const cri = fakeCri(context, { listImages: () => ({ images: [one] }) });
  for (const name of ['one', 'docker.io/library/one', 'sha256:1', '1']) {
    assert.equal((await listImages(cri.images, { name, filters: [] })).length, 1, name);
  }
});
