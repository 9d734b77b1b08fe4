import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveUser } from '../../../src/containerd/container-user.ts';
import { CrixError } from '../../../src/errors.ts';

const files = {
  passwd: '# users\nroot:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home:/bin/sh\nbroken\n99:x:7:7::/:/bin/sh\n',
  group: 'root:x:0:\nwheel:x:10:root,app\naudio:x:63:app\napp:x:1001:\nbad:x:-5:app\n',
};

describe('resolveUser', () => {
  const found = {
    app: { uid: 1000, gid: 1001, additionalGids: [1001, 10, 63] },
    '1000': { uid: 1000, gid: 1001, additionalGids: [1001, 10, 63] },
    '4242': { uid: 4242, gid: 0, additionalGids: [0] },
    'app:audio': { uid: 1000, gid: 63, additionalGids: [63] },
    'app:7': { uid: 1000, gid: 7, additionalGids: [7] },
    '0:0': { uid: 0, gid: 0, additionalGids: [0] },
    ':wheel': { uid: 0, gid: 10, additionalGids: [10] },
    // A name made of digits comes before the number.
    '99': { uid: 7, gid: 7, additionalGids: [7] },
  };
  for (const [text, user] of Object.entries(found)) {
    it(`reads ${text}`, () => assert.deepEqual(resolveUser(text, files), user));
  }

  it('takes numbers in a container without user files', () => {
    assert.deepEqual(resolveUser('1:2', { passwd: '', group: '' }), { uid: 1, gid: 2, additionalGids: [2] });
  });

  for (const text of ['nosuch', 'app:nosuch', '2147483648', '-1', '1.5', '99999999999999999999', '0x0']) {
    it(`refuses ${text}`, () => {
      assert.throws(
        () => resolveUser(text, files),
        (error: unknown) =>
          error instanceof CrixError && error.status === 126 && /no matching entry/.test(error.message),
      );
    });
  }
});
