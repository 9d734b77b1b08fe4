import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAge } from '../../../src/output/ages.ts';
import { formatGoTime, formatRfc3339 } from '../../../src/output/times.ts';

test('ages are rough', () => {
  const ages: readonly (readonly [number, string])[] = [
    [-3600, 'Less than a second ago'],
    [0.2, 'Less than a second ago'],
    [1.9, '1 second ago'],
    [20, '20 seconds ago'],
    [75, 'About a minute ago'],
    [89.5, 'About a minute ago'],
    [150, '2 minutes ago'],
    [2700, '45 minutes ago'],
    [3700, 'About an hour ago'],
    [5400, '2 hours ago'],
    [169200, '47 hours ago'],
    [1166400, '13 days ago'],
    [1296000, '2 weeks ago'],
    [62985600, '24 months ago'],
    [63158400, '2 years ago'],
  ];
  const now = 1420071000000000000n;
  for (const [seconds, expected] of ages) {
    assert.equal(formatAge(now - BigInt(Math.round(seconds * 1e9)), now), expected);
  }
});

test('times keep their nanoseconds and follow the zone', () => {
  const before = process.env['TZ'];
  try {
    process.env['TZ'] = 'UTC';
    assert.equal(formatRfc3339(1702433310289755401n), '2023-12-13T02:08:30.289755401Z');
    assert.equal(formatRfc3339(1n), '1970-01-01T00:00:00.000000001Z');
    assert.equal(formatGoTime(1420070400120000000n), '2015-01-01 00:00:00.12 +0000 UTC');
    assert.equal(formatGoTime(0n), '1970-01-01 00:00:00 +0000 UTC');
    assert.equal(formatRfc3339(-1n), '1969-12-31T23:59:59.999999999Z');
    process.env['TZ'] = 'Asia/Kolkata';
    assert.equal(formatRfc3339(1420070400000000000n), '2015-01-01T05:30:00+05:30');
    process.env['TZ'] = 'America/New_York';
    assert.equal(formatGoTime(1420070400000000000n), '2014-12-31 19:00:00 -0500 EST');
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});
