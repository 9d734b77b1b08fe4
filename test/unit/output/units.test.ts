import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatGeneral } from '../../../src/output/numbers.ts';
import { formatBinaryBytes, formatBytes } from '../../../src/output/units.ts';

test('sizes have three or four significant digits', () => {
  const sizes: readonly (readonly [number | bigint, number, string])[] = [
    [0, 3, '0B'],
    [999, 3, '999B'],
    [1000, 3, '1kB'],
    [1001, 3, '1kB'],
    [12345, 3, '12.3kB'],
    [99950, 3, '100kB'],
    [999999, 3, '1e+03kB'],
    [123456789012n, 3, '123GB'],
    [9000000000000000000n, 3, '9EB'],
    [52428800, 4, '52.43MB'],
    [2048, 4, '2.048kB'],
  ];
  for (const [bytes, digits, expected] of sizes) assert.equal(formatBytes(bytes, digits), expected);
  assert.equal(formatBinaryBytes(67108864), '64MiB');
  assert.equal(formatBinaryBytes(1536n), '1.5KiB');
});

test('general numbers switch to an exponent where Go does', () => {
  const numbers: readonly (readonly [number, number | undefined, string])[] = [
    [100000, undefined, '100000'],
    [1e21, undefined, '1e+21'],
    [0.0001, undefined, '0.0001'],
    [0.00001, undefined, '1e-05'],
    [-1.5, undefined, '-1.5'],
    [-0, undefined, '-0'],
    [1234, 3, '1.23e+03'],
    [0.5, 3, '0.5'],
    [Number.NaN, 3, 'NaN'],
    [Number.NEGATIVE_INFINITY, 3, '-Inf'],
  ];
  for (const [value, precision, expected] of numbers) assert.equal(formatGeneral(value, precision), expected);
});
