import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { imageNames } from '../../../../src/docker/views/images.ts';

const busybox = {
  repoTags: ['docker.io/library/busybox:1', 'docker.io/library/busybox:2', 'host:5000/a/b:x'],
  repoDigests: ['docker.io/library/busybox@sha256:d1', 'other/image@sha256:d2'],
};

function lines(image: typeof busybox, digests: boolean): string[] {
  return imageNames(image, { digests }).map(({ repository, tag, digest }) => `${repository} ${tag} ${digest}`);
}

describe('rows of an image', () => {
  it('one for each tag, and for repositories that know it by digest alone', () => {
    assert.deepEqual(lines(busybox, false), [
      'busybox 1 <none>',
      'busybox 2 <none>',
      'host:5000/a/b x <none>',
      'other/image <none> <none>',
    ]);
  });

  it('with digests, those of the repository', () => {
    assert.deepEqual(lines(busybox, true), [
      'busybox 1 sha256:d1',
      'busybox 2 sha256:d1',
      'host:5000/a/b x <none>',
      'other/image <none> sha256:d2',
    ]);
  });

  it('one without names for an image without any', () => {
    assert.deepEqual(lines({ repoTags: [], repoDigests: [] }, false), ['<none> <none> <none>']);
  });
});
