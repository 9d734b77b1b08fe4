import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFilters } from '../../../../src/docker/translate/filters.ts';
import { imageChoice, imageFilterKeys } from '../../../../src/docker/translate/image-filters.ts';
import type { ImageDetails } from '../../../../src/ops/images/config.ts';

const now = BigInt(Date.parse('2026-01-02T00:00:00Z')) * 1_000_000n;

function image(id: string, created: string, names: { tags?: string[]; digests?: string[] }, labels = {}): ImageDetails {
  const { tags = [], digests = [] } = names;
  return {
    image: { id: `sha256:${id}`, repoTags: tags, repoDigests: digests },
    spec: { created, config: { Labels: labels } },
  } as unknown as ImageDetails;
}

const all = [
  image(
    'aaa111',
    '2026-01-01T20:00:00Z',
    { tags: ['docker.io/library/busybox:1', 'docker.io/library/busybox:2'] },
    { kind: 'x' },
  ),
  image('bbb222', '2026-01-01T10:00:00Z', { digests: ['docker.io/library/old@sha256:1'] }),
  image('ccc333', '2025-12-01T00:00:00Z', {}),
];

function chosen(...words: string[]): string[] {
  return imageChoice(
    readFilters(words, imageFilterKeys),
    now,
  )(all).map(({ image }) => `${image.id.slice(7, 10)}${image.repoTags.length}`);
}

describe('which images are listed', () => {
  it('by their names, and only under those that fit', () => {
    assert.deepEqual(chosen('reference=busybox'), ['aaa2']);
    assert.deepEqual(chosen('reference=busybox:1'), ['aaa1']);
    assert.deepEqual(chosen('reference=busy'), []);
    assert.deepEqual(chosen('reference=o*', 'reference=b*:2'), ['aaa1', 'bbb0']);
    assert.throws(() => chosen('reference=['), { message: /reference=\[/ });
  });

  it('dangling ones have no tag; false leaves out only what has no name at all', () => {
    assert.deepEqual(chosen('dangling=true'), ['bbb0', 'ccc0']);
    assert.deepEqual(chosen('dangling=false'), ['aaa2', 'bbb0']);
  });

  it('by age', () => {
    assert.deepEqual(chosen('before=busybox:1'), ['bbb0', 'ccc0']);
    assert.deepEqual(chosen('since=ccc333'), ['aaa2', 'bbb0']);
    assert.deepEqual(chosen('until=24h'), ['ccc0']);
    assert.throws(() => chosen('before=nope'), { message: 'No such image: nope' });
  });

  it('by label', () => {
    assert.deepEqual(chosen('label=kind'), ['aaa2']);
    assert.deepEqual(chosen('label=kind=y'), []);
  });
});
