import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signalNumber } from '../../../src/model/signals.ts';

it('reads signals by name, with or without SIG, and by number', () => {
  const numbers = ['KILL', 'SIGTERM', 'sighup', '15', 'RTMIN', 'SIGRTMIN+3', 'RTMAX-1', 'usr1'].map(signalNumber);
  assert.deepEqual(numbers, [9, 15, 1, 15, 34, 37, 63, 10]);
});

it('knows what is no signal', () => {
  assert.deepEqual(
    ['', 'NOPE', '0', '65', '-1', 'RTMIN-1', 'RTMAX+1', '9x'].map(signalNumber),
    Array.from({ length: 8 }, () => undefined),
  );
});
