import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrixError } from '../../../src/errors.ts';
import { compileRegex } from '../../../src/model/regex.ts';

test('patterns are found anywhere unless they are anchored', async () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['', 'anything', true],
    ['web', 'my-web-0', true],
    ['^web', 'my-web-0', false],
    ['^web', 'web-0', true],
    ['0$', 'web-0', true],
    ['0$', 'web-0\n', false],
    ['^web-0$', 'web-0', true],
    ['^web-0$', 'web-01', false],
    ['^$', '', true],
    ['^$', 'x', false],
    ['w.b', 'web', true],
    ['[k]ube|vault', 'vault', true],
    ['(?i)NGINX', 'nginx', true],
    ['\\d+$', 'web-12', true],
    ['^docker.io/.*x$', 'docker.io/library/nginx', true],
    ['\\pL', '日', true],
    ['a{2}', 'aa', true],
  ];
  for (const [pattern, text, expected] of cases) {
    assert.equal((await compileRegex(pattern, 'name'))(text), expected, `${pattern} in ${text}`);
  }
});

test('what RE2 does not know is refused with the pattern and the flag', async () => {
  for (const pattern of ['[', '*', '(', '(?=n)', '(?<!x)y', '\\1', 'a{3,1}', '\\']) {
    await assert.rejects(compileRegex(pattern, 'name'), (error) => {
      assert.ok(error instanceof CrixError && error.kind === 'usage');
      assert.ok(error.message.includes(JSON.stringify(pattern)) && error.message.includes('--name'), error.message);
      return true;
    });
  }
});

test('no pattern takes more than linear time', async () => {
  const matches = await compileRegex('^(a+)+$', 'name');
  assert.equal(matches(`${'a'.repeat(5000)}!`), false);
});
