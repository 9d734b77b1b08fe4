import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ImageFilter } from '../../../../src/ops/images/filters.ts';
import { listImages } from '../../../../src/ops/images/list.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const images = [
  { id: 'sha256:f2' },
  { id: 'sha256:c', repoTags: ['quay.io/b:1'] },
  { id: 'sha256:f1' },
  { id: 'sha256:a', repoDigests: ['docker.io/a@sha256:11'] },
];

describe('listImages', () => {
  it('sorts by name, nameless ones last by ID, whatever order the runtime has', async (test) => {
    for (const order of [images, [...images].reverse()]) {
      const cri = fakeCri(test, { listImages: () => ({ images: order }) });
      const ids = (await listImages(cri.images, { filters: [] })).map(({ id }) => id);
      assert.deepEqual(ids, ['sha256:a', 'sha256:c', 'sha256:f1', 'sha256:f2']);
    }
  });

  it('keeps the one that was named when the runtime answers with all', async (test) => {
    const cri = fakeCri(test, {
      listImages: () => ({ images }),
      imageStatus: ({ image }) => (image?.image === 'b' ? { image: { id: 'sha256:c', size: 1n } } : {}),
    });
    assert.deepEqual(
      (await listImages(cri.images, { name: 'b', filters: [] })).map(({ id }) => id),
      ['sha256:c'],
    );
    assert.deepEqual(await listImages(cri.images, { name: 'nosuch', filters: [] }), []);
  });

  it('applies filters one after the other', async (test) => {
    const cri = fakeCri(test, { listImages: () => ({ images }) });
    const filters: ImageFilter[] = [(all) => all.slice(1), (all) => all.slice(0, 1)];
    const found = await listImages(cri.images, { filters });
    assert.deepEqual(
      found.map(({ id }) => id),
      ['sha256:c'],
    );
  });
});
