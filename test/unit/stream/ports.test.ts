import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePortPair } from '../../../src/stream/ports.ts';

test('pairs of ports', () => {
  assert.deepEqual(parsePortPair('80'), { local: 80, remote: 80 });
  assert.deepEqual(parsePortPair('8080:80'), { local: 8080, remote: 80 });
  assert.deepEqual(parsePortPair(':80'), { local: 0, remote: 80 });
  assert.deepEqual(parsePortPair('0:65535'), { local: 0, remote: 65535 });
});

test('what is no pair of ports is refused by name', () => {
  for (const text of ['abc', '1:2:3', '70000', '8080:0', '0', '-1', '80:', '1e3', '0x50', '']) {
    assert.throws(() => parsePortPair(text), { kind: 'usage' }, JSON.stringify(text));
  }
});
