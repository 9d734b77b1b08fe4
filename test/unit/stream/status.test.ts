import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStatus } from '../../../src/stream/status.ts';

const failure = (message: string) =>
  JSON.stringify({ metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 });
const started =
  'error executing command in container: failed to exec in container: failed to start exec "ab": OCI runtime';

test('success and exit codes', () => {
  assert.deepEqual(parseStatus('{"metadata":{},"status":"Success"}'), { kind: 'success' });
  const text = `{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: exit status 137",
    "reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"137"}]}}`;
  assert.deepEqual(parseStatus(text), { kind: 'exit', code: 137 });
});

test('a command that cannot run has the shell’s number, with and without the ending of older runtimes', () => {
  for (const end of ['', ': unknown']) {
    const missing = `exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH`;
    assert.deepEqual(parseStatus(failure(`${started} ${missing}${end}`)), {
      kind: 'failure',
      message: 'exec: "nosuch": executable file not found in $PATH',
      code: 127,
    });
    const denied = 'exec failed: unable to start container process: exec: "/etc": permission denied';
    assert.deepEqual(parseStatus(failure(`${started} ${denied}${end}`)), {
      kind: 'failure',
      message: 'exec: "/etc": permission denied',
      code: 126,
    });
  }
});

test('anything else is a failure with the text as it came', () => {
  assert.deepEqual(parseStatus(failure('args must not be empty')), {
    kind: 'failure',
    message: 'args must not be empty',
  });
  assert.deepEqual(parseStatus('plain words\n'), { kind: 'failure', message: 'plain words' });
  assert.deepEqual(parseStatus('{"status":"Failure","reason":"NonZeroExitCode","message":"no code"}'), {
    kind: 'failure',
    message: 'no code',
  });
  assert.deepEqual(parseStatus('[1]'), { kind: 'failure', message: '[1]' });
});
