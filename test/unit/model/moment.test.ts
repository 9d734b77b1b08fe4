import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMoment } from '../../../src/model/moment.ts';

const second = 1_000_000_000n;
const now = 1_700_000_000n * second;

/** What Date makes of it, in nanoseconds. */
function at(text: string): bigint {
  return BigInt(new Date(text).getTime()) * 1_000_000n;
}

describe('parseMoment', () => {
  const cases: [string, bigint][] = [
    ['3s', now - 3n * second],
    ['2h30m', now - 9000n * second],
    ['1.5s', now - 1_500_000_000n],
    ['-5m', now + 300n * second],
    ['2015-01-01T00:00:04Z', at('2015-01-01T00:00:04Z')],
    ['2015-01-01T00:00:04.5Z', at('2015-01-01T00:00:04Z') + second / 2n],
    ['2015-01-01T00:00:04.000000001Z', at('2015-01-01T00:00:04Z') + 1n],
    ['2015-01-01T02:00:05+02:00', at('2015-01-01T00:00:05Z')],
    ['2015-01-01T00:00:05-00:30', at('2015-01-01T00:30:05Z')],
    ['2015-01-01T00:00:05', at('2015-01-01T00:00:05')],
    ['2015-01-01T00:01', at('2015-01-01T00:01:00')],
    ['2015-01-01T07', at('2015-01-01T07:00:00')],
    ['2015-01-01', at('2015-01-01T00:00:00')],
    ['2015-01-01Z', at('2015-01-01T00:00:00Z')],
    ['1420070404', 1_420_070_404n * second],
    ['1420070404.500000001', 1_420_070_404n * second + 500_000_001n],
    ['0', 0n],
  ];
  for (const [text, expected] of cases) it(`reads ${text}`, () => assert.equal(parseMoment(text, now), expected));

  for (const text of [
    'yesterday',
    '1d',
    '',
    '2015-13-01',
    '2015-02-30',
    '2015-01-01T25:00',
    '5 m',
    '-',
    '1420070404x',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseMoment(text, now), {
        kind: 'usage',
        message: `invalid value "${text}" for flag --since`,
      });
    });
  }

  it('says how to write days', () => {
    assert.throws(() => parseMoment('2d', now, '--until'), { hint: 'durations have no days: write 48h' });
  });

  it('reads a time without a zone as local time', () => {
    const local = new Date(2015, 5, 1, 8, 30).getTime();
    assert.equal(parseMoment('2015-06-01T08:30', now), BigInt(local) * 1_000_000n);
  });
});
