import assert from 'node:assert/strict';
import { it } from 'node:test';
import { documentTime, longTime } from '../../../../src/docker/shape/times.ts';

const at = 1_420_070_400_120_000_000n;

it('documents show times in UTC with the digits they need, unset ones as Go does', () => {
  assert.equal(documentTime(at), '2015-01-01T00:00:00.12Z');
  assert.equal(documentTime(1_420_070_400_000_000_000n), '2015-01-01T00:00:00Z');
  assert.equal(documentTime(0n), '0001-01-01T00:00:00Z');
});

it('streams show all nine digits', () => {
  assert.equal(longTime(at), '2015-01-01T00:00:00.120000000Z');
});
