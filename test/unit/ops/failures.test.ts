import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrixError } from '../../../src/errors.ts';
import { failedTo, wasInterrupted } from '../../../src/ops/failures.ts';

function answered(message: string, code = 'Unknown'): CrixError {
  return new CrixError('runtime', message, { code });
}

test('the attempt stands in front, the code stays', () => {
  const failure = failedTo('stop pod a', answered('StopPodSandbox: no', 'NotFound')) as CrixError;
  assert.deepEqual([failure.message, failure.code], ['cannot stop pod a: StopPodSandbox: no', 'NotFound']);
});

test('known troubles come with the next step', () => {
  const hintOf = (text: string) => (failedTo('x', answered(text)) as CrixError).hint;
  assert.match(hintOf('name "a_b_c" is reserved for "feed"') ?? '', /raise metadata\.attempt/);
  assert.match(hintOf('cni plugin not initialized') ?? '', /CNI configuration/);
  assert.equal(hintOf('something else'), undefined);
});

test('a deadline names the flag that raises it', () => {
  const late = new CrixError('runtime', 'late', { code: 'DeadlineExceeded', hint: 'raise --timeout' });
  assert.equal((failedTo('x', late) as CrixError).hint, 'raise --timeout');
  assert.equal((failedTo('x', late, { deadline: 'raise --pull-timeout' }) as CrixError).hint, 'raise --pull-timeout');
});

test('cancellations and what is no failure of the runtime stay as they are', () => {
  for (const error of [new CrixError('cancelled', ''), new CrixError('connect', 'gone'), new TypeError('bug')]) {
    assert.equal(failedTo('x', error), error);
  }
});

test('interrupted is what was cancelled or timed out', () => {
  assert.equal(wasInterrupted(new CrixError('cancelled', '')), true);
  assert.equal(wasInterrupted(answered('late', 'DeadlineExceeded')), true);
  assert.equal(wasInterrupted(failedTo('x', answered('late', 'DeadlineExceeded'))), true);
  assert.equal(wasInterrupted(answered('no')), false);
});
