import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig, readConfig } from '../../../src/config/file.ts';

test('config file: plain lines and YAML proper give the same', async () => {
  const plain = 'runtime-endpoint: unix:///a # x\ntimeout: "7"\ndebug: F\n';
  const proper = '{runtime-endpoint: unix:///a, timeout: "7", "debug": F}';
  assert.deepEqual(await parseConfig(plain, 'f'), { 'runtime-endpoint': 'unix:///a', timeout: 7, debug: false });
  assert.deepEqual({ ...(await parseConfig(proper, 'f')) }, { ...(await parseConfig(plain, 'f')) });
});

test('config file: the last of equal keys counts', async () => {
  assert.equal((await parseConfig('timeout: 1\ntimeout: 9\n', 'f')).timeout, 9);
});

test('config file: seconds in both spellings', async () => {
  assert.equal((await parseConfig('timeout: 1m30s\n', 'f')).timeout, 90);
});

const refusals: [string, RegExp][] = [
  ['colour: red\n', /unknown key "colour" in config file f/],
  ['timeout: abc\n', /invalid value "abc" for timeout in config file f/],
  ['timeout:\n', /timeout/],
  ['debug: yes\n', /invalid value "yes" for debug/],
  ['a: [b\n', /config file f is not valid YAML/],
  ['- a\n- b\n', /config file f does not hold keys and values/],
  ['timeout: [1]\n', /timeout/],
];

for (const [text, says] of refusals) {
  test(`config file: refuses ${JSON.stringify(text)}`, async () => {
    await assert.rejects(parseConfig(text, 'f'), says);
  });
}

test('config file: a missing file is no error, a folder is', async () => {
  assert.equal(await readConfig('/nonexistent/crictl.yaml'), undefined);
  await assert.rejects(readConfig('/'), /cannot read config file \/: it is a directory/);
});
