import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JsonNumber, readJson } from '../../src/json.ts';
import { writeJson } from '../../src/output/json.ts';

test('numbers keep their digits', () => {
  const text =
    '{"a":9007199254740993,"b":1e400,"c":[0.1,-5,1e5],"d":123456789012345678901234567890,"e":0.30000000000000004}';
  const value = readJson(text) as Record<string, unknown>;
  assert.equal(value['a'], 9007199254740993n);
  assert.ok(value['b'] instanceof JsonNumber);
  assert.deepEqual(value['c'], [0.1, -5, 100000]);
  assert.equal(value['d'], 123456789012345678901234567890n);
  assert.equal(String(value['e']), '0.30000000000000004');
});

test('the exact reader agrees with JSON.parse on everything else', () => {
  const long = '1234567890123456789';
  const texts = [
    '{}',
    '[]',
    '[ {} , [] ]',
    '{"a":{"b":[1,"x\\"]}\\u0041",true,false,null]}, "c" : ""}',
    '  {"k":[]}  ',
  ];
  for (const text of texts) {
    const plain = writeJson(JSON.parse(text), { indent: 0 });
    assert.equal(writeJson(readJson(`[${text},${long}]`), { indent: 0 }), `[${plain},${long}]`);
  }
});

test('a key called __proto__ is a key', () => {
  for (const text of ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1234567890123456789}}']) {
    const value = readJson(text) as Record<string, unknown>;
    assert.deepEqual(Object.keys(value), ['__proto__']);
    assert.equal(Object.getPrototypeOf(value), null);
  }
});

test('bad JSON is refused', () => {
  for (const text of ['', '{', '[1,]', '{"a" 1}', '01', 'nul', '12345678901234567890 x']) {
    assert.throws(() => readJson(text), SyntaxError, text);
  }
});
