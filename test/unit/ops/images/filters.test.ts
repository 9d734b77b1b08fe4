import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Image } from '../../../../src/cri/gen/types.ts';
import { readImageFilters } from '../../../../src/ops/images/filters.ts';

const image = (letter: string, repoTags: string[], repoDigests: string[] = []) => ({
  id: `sha256:${letter.repeat(64)}`,
  repoTags,
  repoDigests,
  size: 1n,
  username: '',
  pinned: false,
});
const images: readonly Image[] = [
  image('a', ['docker.io/library/busybox:1.36', 'docker.io/library/busybox:latest']),
  image('b', [], ['quay.io/team/app@sha256:cc']),
  image('c', ['registry:5000/x:2']),
];

async function filter(...words: readonly string[]): Promise<string> {
  const filters = await readImageFilters(words);
  const left = filters.reduce<Image[]>((kept, keep) => keep(kept), [...images]);
  return left.map(({ id }) => id.charAt(7)).join('');
}

test('filters keep what they say, one after the other', async () => {
  assert.equal(await filter('dangling=true'), 'b');
  assert.equal(await filter('dangling=false'), 'ac');
  assert.equal(await filter('reference=busy'), 'a');
  assert.equal(await filter('reference=^quay.io/.*p$'), 'b');
  assert.equal(await filter('reference=^registry:5000/x$'), 'c');
  assert.equal(await filter('dangling=false', 'reference=x'), 'ac');
});

test('before and since find the image by any of its names', async () => {
  for (const name of ['docker.io/library/busybox:1.36', 'busybox', 'busybox:latest', 'sha256:aaaa', 'aaaa']) {
    assert.equal(await filter(`before=${name}`), 'bc', name);
  }
  assert.equal(await filter('since=registry:5000/x:2'), 'ab');
  assert.equal(await filter('since=quay.io/team/app@sha256:cc'), 'a');
  await assert.rejects(filter('since=nosuch:1'), { kind: 'not-found', message: /nosuch:1/ });
});

test('unknown filters are refused', async () => {
  for (const word of ['dangling=maybe', 'colour=red', 'dangling', '', '=']) {
    await assert.rejects(filter(word), { kind: 'usage', message: new RegExp(JSON.stringify(word)) });
  }
});
