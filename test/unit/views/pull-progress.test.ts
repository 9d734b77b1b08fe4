import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pullLines } from '../../../src/views/pull-progress.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const layers = [
  { digest: digest('a'), offset: 5_000_000n, total: 10_000_000n, state: 'downloading' },
  { digest: digest('b'), offset: 0n, total: 2_500_000n, state: 'waiting' },
  { digest: digest('c'), offset: 7n, total: 7n, state: 'unpacked' },
  { digest: digest('d'), offset: 4_000n, total: 4_000n, state: 'extracting' },
] as const;
const frame = { reference: 'r.io/a:1', elapsedMs: 12_300, layers, columns: 80, rows: 24 };

test('a head, the finished layers as a number, a bar for each of the others', () => {
  assert.deepEqual(pullLines(frame), [
    '/ pulling r.io/a:1  5MB / 12.5MB  12s',
    '  1 of 4 layers complete',
    '  aaaaaaaaaaaa  [===============>              ]  5MB / 10MB',
    '  bbbbbbbbbbbb  [                              ]  waiting',
    '  dddddddddddd  [==============================]  extracting',
  ]);
});

test('without layers only the elapsed time is shown', () => {
  assert.deepEqual(pullLines({ ...frame, layers: undefined }), ['/ pulling r.io/a:1  12s']);
  assert.deepEqual(pullLines({ ...frame, layers: [] }), ['/ pulling r.io/a:1  12s']);
});

test('a small screen leaves out bars and layers', () => {
  assert.deepEqual(pullLines({ ...frame, columns: 40, rows: 5 }), [
    '/ pulling r.io/a:1  5MB / 12.5MB  12s',
    '  1 of 4 layers complete',
    '  aaaaaaaaaaaa  5MB / 10MB',
    '  bbbbbbbbbbbb  waiting',
    '  and 1 more',
  ]);
});
