import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBoolean, parseDuration, parseInt64 } from '../../../src/model/go-values.ts';

const integers: [string, bigint | undefined][] = [
  ['0', 0n],
  ['-5', -5n],
  ['+7', 7n],
  ['0x1F', 31n],
  ['0o17', 15n],
  ['017', 15n],
  ['0b11', 3n],
  ['1_000', 1000n],
  ['0x_f', 15n],
  ['9223372036854775808', 9223372036854775808n],
  ['08', undefined],
  ['1__0', undefined],
  ['_1', undefined],
  ['1_', undefined],
  ['1.0', undefined],
  ['1e3', undefined],
  ['0x', undefined],
  ['-', undefined],
  ['', undefined],
  [' 1', undefined],
];

for (const [text, value] of integers) {
  test(`go integers: ${JSON.stringify(text)}`, () => assert.equal(parseInt64(text), value));
}

const second = 1_000_000_000n;
const durations: [string, bigint | undefined][] = [
  ['1m30s', 90n * second],
  ['1.5h', 5400n * second],
  ['-3s', -3n * second],
  ['.5s', second / 2n],
  ['5.s', 5n * second],
  ['300ms', 300_000_000n],
  ['2us', 2_000n],
  ['2µs', 2_000n],
  ['1ns', 1n],
  ['0', 0n],
  ['5', undefined],
  ['1d', undefined],
  ['s', undefined],
  ['.s', undefined],
  ['', undefined],
  ['1s ', undefined],
];

for (const [text, value] of durations) {
  test(`go durations: ${JSON.stringify(text)}`, () => assert.equal(parseDuration(text), value));
}

test('go durations: a bare number is seconds when asked', () => {
  assert.equal(parseDuration('5', { bareSeconds: true }), 5n * second);
  assert.equal(parseDuration('1m', { bareSeconds: true }), 60n * second);
});

test('go booleans', () => {
  assert.deepEqual(['1', 'T', 'true', 'F', '0', 'yes', 'tRUE', '__proto__'].map(parseBoolean), [
    true,
    true,
    true,
    false,
    false,
    undefined,
    undefined,
    undefined,
  ]);
});
