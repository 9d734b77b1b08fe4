import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newLine, parseLine } from '../../../src/logs/line.ts';
import { isBefore, StampReader, toMoment } from '../../../src/logs/stamp.ts';

const reader = new StampReader();

function read(stamp: string): bigint | undefined {
  const bytes = Buffer.from(`${stamp} stdout F x\n`);
  const line = newLine();
  assert.ok(parseLine(bytes, 0, bytes.length, line));
  return reader.read(bytes, line) ? reader.nanoseconds() : undefined;
}

describe('StampReader', () => {
  for (const stamp of [
    '2015-01-01T00:00:04.500000001Z',
    '2015-01-01T23:59:59Z',
    '2024-02-29T12:00:00.1Z',
    '2024-03-01T01:00:00.123456789+05:30',
    '1999-12-31T19:00:00-05:00',
  ]) {
    it(`reads ${stamp}`, () => {
      const [, whole = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d+))?(.*)$/.exec(stamp) ?? [];
      assert.equal(read(stamp), BigInt(Date.parse(whole + zone)) * 1_000_000n + BigInt(fraction.padEnd(9, '0')));
    });
  }

  it('ignores what is finer than a nanosecond', () => {
    assert.equal(read('1970-01-01T00:00:00.0000000019Z'), 1n);
  });

  it('refuses what is no time', () => {
    assert.equal(read('20x5-01-01T00:00:04Z'), undefined);
    assert.equal(read('2015-01-01T00:00:04.5'), undefined);
    assert.equal(read('2015-01-01T00:00:04+x'), undefined);
  });
});

describe('moments', () => {
  it('are ordered by seconds, then nanoseconds', () => {
    const moments = [-1n, 0n, 1n, 999_999_999n, 1_000_000_000n].map(toMoment);
    moments.forEach((one, index) => {
      moments.forEach((other, otherIndex) => {
        assert.equal(isBefore(one, other), index < otherIndex);
      });
    });
  });
});
