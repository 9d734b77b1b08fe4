import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { diskUsage } from '../../../../src/ops/node/disk-usage.ts';
import { filesystemRows, usageRows } from '../../../../src/views/disk-usage.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const id = (digit: string) => digit.repeat(64);
const deps = { signal: new AbortController().signal, onFailure: () => assert.fail() };

test('adds up images, what containers wrote, and logs with their rotated copies', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'crix-df-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '0.log'), 'x'.repeat(100));
  writeFileSync(join(folder, '0.log.20260101.gz'), 'x'.repeat(50));
  writeFileSync(join(folder, '0.logger'), 'x'.repeat(7));
  const used = { id: `sha256:${id('1')}`, repoTags: ['used:1'], size: 1000n };
  const spare = { id: `sha256:${id('2')}`, repoTags: ['spare:1'], size: 3000n };
  const running = { id: id('a'), metadata: { name: 'web' }, state: 'CONTAINER_RUNNING' as const, imageRef: used.id };
  const left = {
    ...running,
    id: id('b'),
    state: 'CONTAINER_EXITED' as const,
    labels: { 'crix.dev/managed': 'docker' },
  };
  const gone = '/nowhere/at/all/fs';
  const cri = fakeCri(context, {
    listImages: () => ({ images: [used, spare] }),
    listContainers: () => ({ containers: [running, left] }),
    version: () => ({ runtimeName: 'cri-o', runtimeVersion: '1.30' }),
    listContainerStats: () => ({
      stats: [{ attributes: { id: running.id }, writableLayer: { usedBytes: { value: 400n } } }],
    }),
    containerStatus: ({ containerId = '' }) => ({
      status: { id: containerId, logPath: containerId === running.id ? join(folder, '0.log') : join(gone, '0.log') },
    }),
    imageFsInfo: () => ({
      imageFilesystems: [{ fsId: { mountpoint: gone }, usedBytes: { value: 5000n } }],
      containerFilesystems: [{ fsId: { mountpoint: gone }, usedBytes: { value: 5000n } }],
    }),
  });
  const usage = await diskUsage(cri, undefined, deps);
  assert.deepEqual(usageRows(usage), [
    ['TYPE', 'TOTAL', 'ACTIVE', 'SIZE', 'RECLAIMABLE'],
    ['Images', '2', '1', '4kB', '3kB (75%)'],
    ['Containers', '2', '1', '400B', '0B (0%)'],
    ['Logs', '1', '1', '150B', '0B (0%)'],
  ]);
  // The same file system is there once, and nothing is made up about one of another node.
  assert.deepEqual(filesystemRows(usage).slice(1), [[gone, '5kB', '-', '-']]);
});
