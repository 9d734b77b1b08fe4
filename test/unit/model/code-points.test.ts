import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byCodePoint, sortByCodePoint } from '../../../src/model/code-points.ts';

const texts = ['', 'a', 'B', 'ab', 'a\u{1f600}', 'a\uffee', '\u{10ffff}', '\ud800', '\ue000', 'z', '10', '9', 'é'];

/** As Go compares: byte by byte. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

test('texts are compared as their UTF-8 bytes are', () => {
  const whole = texts.filter((text) => text !== '\ud800');
  for (const a of whole) for (const b of whole) assert.equal(Math.sign(byCodePoint(a, b)), byBytes(a, b), `${a} ${b}`);
});

test('sorting gives the same order, with pairs of surrogates and without', () => {
  assert.deepEqual(sortByCodePoint(texts.toReversed()), texts.toSorted(byCodePoint));
  const plain = texts.filter((text) => !/[\ud800-\udfff]/.test(text));
  assert.deepEqual(sortByCodePoint(plain.toReversed()), plain.toSorted(byBytes));
});
