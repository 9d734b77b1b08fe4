import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exitStatus, printError, statusOf } from '../../../src/cli/exit.ts';
import { CrixError, usageError } from '../../../src/errors.ts';
import { fakeIo } from '../../support/fake-io.ts';

test('exit: every number of the table is explained in its decision', () => {
  const note = readFileSync(new URL('../../../docs/decisions/0001-exit-statuses.md', import.meta.url), 'utf8');
  for (const [name, status] of Object.entries(exitStatus)) {
    assert.match(note, new RegExp(`\\b${status}\\b`), `${name} (${status}) is not in the note`);
  }
});

test('exit: a usage mistake has the status of the persona', () => {
  const mistake = usageError('unknown flag: --x');
  assert.deepEqual([statusOf(mistake, 'crix'), statusOf(mistake, 'crictl'), statusOf(mistake, 'docker')], [2, 1, 125]);
});

test('exit: an error may carry its own status', () => {
  assert.equal(statusOf(new CrixError('remote-exit', '', { status: 42 }), 'crix'), 42);
  assert.equal(statusOf(new CrixError('cancelled', ''), 'crix'), 130);
  assert.equal(statusOf(new Error('boom'), 'crix'), 1);
});

test('exit: one line for the error, one for the hint, control characters escaped', async () => {
  const io = fakeIo();
  await printError(io.stderr, new CrixError('runtime', 'bad\n\x1b[31mname', { hint: 'try x' }), {
    program: 'crix',
    debug: false,
  });
  assert.equal(io.err(), 'crix: bad \\x1b[31mname\ntry x\n');
});

test('exit: what is not expected is called our bug, its stack shown with --debug alone', async () => {
  const quiet = fakeIo();
  await printError(quiet.stderr, new Error('boom'), { program: 'crix', debug: false });
  assert.match(quiet.err(), /^crix: unexpected error: boom\nthis is a bug in crix/);
  assert.doesNotMatch(quiet.err(), /at /);
  const loud = fakeIo();
  await printError(loud.stderr, new Error('boom'), { program: 'crix', debug: true });
  assert.match(loud.err(), /\n {4}at /);
});
