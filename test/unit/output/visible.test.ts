import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visible, visibleLines } from '../../../src/output/visible.ts';

test('what a terminal would obey is written out', () => {
  assert.equal(visible('a\x1b[2J\tb\n\x7f\u009b\u202ec'), 'a\\x1b[2J\\tb\\n\\x7f\\x9b\\u202ec');
  assert.equal(visible('snow☃man 👩\u200d💻 日本'), 'snow☃man 👩\u200d💻 日本');
  assert.equal(visibleLines('a\n\tb\r\x1b'), 'a\n\tb\\r\\x1b');
});
