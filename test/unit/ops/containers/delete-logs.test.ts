import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { deleteLogs } from '../../../../src/ops/containers/delete-logs.ts';

function folderWith(context: TestContext, files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'crix-logs-'));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), 'x');
  }
  return folder;
}

test('the log and its rotations go, other logs stay', async (context) => {
  const folder = folderWith(context, ['0.log', '0.log.20250101', '0.log.20250102.gz', '0.logger', '1.log', '10.log']);
  assert.deepEqual(await deleteLogs(join(folder, '0.log')), []);
  assert.deepEqual(readdirSync(folder).sort(), ['0.logger', '1.log', '10.log']);
});

test('characters of patterns are only characters', async (context) => {
  const folder = folderWith(context, [
    'a*.log',
    'a*.log.1',
    'ab.log',
    'ab.log.1',
    '[a]/0.log',
    '[a]/0.log.1',
    'a/0.log.1',
  ]);
  await deleteLogs(join(folder, 'a*.log'));
  await deleteLogs(join(folder, '[a]/0.log'));
  assert.deepEqual(readdirSync(folder).sort(), ['[a]', 'a', 'ab.log', 'ab.log.1']);
  assert.deepEqual([readdirSync(join(folder, 'a')), readdirSync(join(folder, '[a]'))], [['0.log.1'], []]);
});

test('folders are not logs', async (context) => {
  const folder = folderWith(context, ['0.log', '0.log.d/keep']);
  assert.deepEqual(await deleteLogs(join(folder, '0.log')), []);
  assert.deepEqual(readdirSync(folder), ['0.log.d']);
});

test('what is not there and what is not absolute is said', async (context) => {
  const folder = folderWith(context, []);
  assert.deepEqual(await deleteLogs(join(folder, '0.log')), [`log file ${join(folder, '0.log')} was not there`]);
  assert.deepEqual(await deleteLogs('0.log'), ['log path 0.log is not absolute, left alone']);
});
