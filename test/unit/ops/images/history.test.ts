import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Containerd } from '../../../../src/containerd/api.ts';
import { CrixError } from '../../../../src/errors.ts';
import { imageHistory } from '../../../../src/ops/images/history.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const image = { id: `sha256:${'c'.repeat(64)}`, repoTags: ['a:1'] };
const spec = {
  rootfs: { diff_ids: ['sha256:one', 'sha256:two'] },
  history: [
    { created: '2015-01-01T00:00:00Z', created_by: 'ADD root' },
    { created_by: 'ENV a=b', empty_layer: true },
    { created: 'nonsense', created_by: 'RUN x', comment: 'hm' },
  ],
};
const told = () => ({ image, info: { info: JSON.stringify({ imageSpec: spec }) } });
const mountpoint = '/var/lib/containerd/io.containerd.snapshotter.v1.native';
const imageFsInfo = () => ({ imageFilesystems: [{ fsId: { mountpoint } }] });

test('steps come last first, and only those with a layer have a size of their own', async (context) => {
  const asked: { snapshotter?: string; key?: string }[] = [];
  const snapshots = {
    usage: async (request: { snapshotter?: string; key?: string }) => {
      asked.push(request);
      return { size: BigInt(asked.length * 100), inodes: 1n };
    },
  };
  const { images } = fakeCri(context, { imageStatus: told, imageFsInfo });
  const { steps } = await imageHistory(images, { snapshots } as unknown as Containerd, 'a:1');
  assert.deepEqual(
    steps.map(({ createdBy, size, created }) => [createdBy, size, created]),
    [
      ['RUN x', 200n, undefined],
      ['ENV a=b', 0n, undefined],
      ['ADD root', 100n, 1420070400000000000n],
    ],
  );
  // The second is the hash of "sha256:one sha256:two".
  assert.deepEqual(asked, [
    { snapshotter: 'native', key: 'sha256:one' },
    {
      snapshotter: 'native',
      key: 'sha256:3a5439ca836ab36056ee07b434b26004a1764231b4d9ba85a6c21f5d3c4f35e5',
    },
  ]);
});

test('another runtime, or a layer that is not unpacked, has no sizes', async (context) => {
  const { images } = fakeCri(context, { imageStatus: told, imageFsInfo });
  const snapshots = { usage: () => Promise.reject(new CrixError('not-found', 'no such snapshot')) };
  for (const containerd of [undefined, { snapshots } as unknown as Containerd]) {
    const { steps } = await imageHistory(images, containerd, 'a:1');
    assert.deepEqual(
      steps.map(({ size }) => size),
      [undefined, 0n, undefined],
    );
  }
});

test('an image that is not there, or of which nothing is told, is named', async (context) => {
  const none = fakeCri(context, { imageStatus: () => ({}) });
  await assert.rejects(imageHistory(none.images, undefined, 'b:1'), { kind: 'not-found', message: /"b:1"/ });
  const silent = fakeCri(context, { imageStatus: () => ({ image }) });
  await assert.rejects(imageHistory(silent.images, undefined, 'a:1'), { kind: 'unsupported' });
});
