import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullReference, originOf } from '../../../src/model/image-reference.ts';

test('references have one full spelling', () => {
  const id = 'a'.repeat(64);
  const full: Record<string, string> = {
    busybox: 'docker.io/library/busybox:latest',
    'busybox:1.36': 'docker.io/library/busybox:1.36',
    'team/app': 'docker.io/team/app:latest',
    'index.docker.io/team/app:2': 'docker.io/team/app:2',
    'localhost/app': 'localhost/app:latest',
    'reg:5000/app': 'reg:5000/app:latest',
    'reg.io/a/b:1@sha256:ff': 'reg.io/a/b@sha256:ff',
    [id]: id,
    [`sha256:${id}`]: `sha256:${id}`,
  };
  for (const [reference, expected] of Object.entries(full)) assert.equal(fullReference(reference), expected);
});

test('the registry keeps its port, the repository loses tag and digest', () => {
  assert.deepEqual(originOf('reg.local:5000/a/b:1@sha256:ff'), { registry: 'reg.local:5000', repository: 'a/b' });
  assert.deepEqual(originOf('busybox:1'), { registry: 'docker.io', repository: 'library/busybox' });
});
