import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownImage } from '../../../src/views/containers.ts';

const shown = (image: string, noTrunc = false): string => {
  const spec = { image, annotations: {}, userSpecifiedImage: '', runtimeHandler: '', imageRef: '' };
  return shownImage({ image: spec } as Parameters<typeof shownImage>[0], { noTrunc });
};

test('the IDs of images are cut, their names are not', () => {
  assert.equal(shown(`sha256:${'7e41aaa8'.repeat(8)}`), '7e41aaa87e41a');
  assert.equal(shown(`sha256:${'7e41aaa8'.repeat(8)}`, true), `sha256:${'7e41aaa8'.repeat(8)}`);
  assert.equal(shown('docker.io/library/busybox:1.36'), 'docker.io/library/busybox:1.36');
  assert.equal(shown(''), '');
});
