import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Given, resolveSettings } from '../../../src/config/settings.ts';

const dir = mkdtempSync(join(tmpdir(), 'crix-settings-'));
after(() => rmSync(dir, { recursive: true }));
const file = join(dir, 'a.yaml');
writeFileSync(file, 'runtime-endpoint: unix:///file\nimage-endpoint: unix:///images\ntimeout: 7\nmax-retries: 2\n');

const silent: Given = {
  config: undefined,
  runtimeEndpoint: undefined,
  imageEndpoint: undefined,
  timeoutNanos: undefined,
  maxRetries: undefined,
  debug: undefined,
};
const nowhere = { systemPath: join(dir, 'none'), programPath: join(dir, 'none too') };

test('settings: defaults where nothing is said', async () => {
  const settings = await resolveSettings(silent, nowhere, true);
  assert.deepEqual(
    [settings.runtimeEndpoint, settings.timeoutMs, settings.maxRetries, settings.configPath],
    [undefined, 2000, 0, nowhere.systemPath],
  );
});

test('settings: what was typed wins over the file, key by key', async () => {
  const settings = await resolveSettings({ ...silent, config: file, runtimeEndpoint: 'unix:///typed' }, nowhere, true);
  assert.deepEqual(
    [settings.runtimeEndpoint, settings.imageEndpoint, settings.timeoutMs, settings.maxRetries],
    ['unix:///typed', 'unix:///images', 7000, 2],
  );
  assert.deepEqual([settings.runtimeEndpointFromFile, settings.imageEndpointFromFile], [false, true]);
});

test('settings: zero and negative time limits mean the default', async () => {
  for (const timeoutNanos of [0n, -3_000_000_000n]) {
    assert.equal((await resolveSettings({ ...silent, timeoutNanos }, nowhere, true)).timeoutMs, 2000);
  }
});

test("settings: the system's file before the program's", async () => {
  const settings = await resolveSettings(silent, { systemPath: nowhere.systemPath, programPath: file }, true);
  assert.deepEqual([settings.runtimeEndpoint, settings.configPath], ['unix:///file', file]);
});

test('settings: a named file has to exist, except for config', async () => {
  const missing = { ...silent, config: join(dir, 'new.yaml') };
  await assert.rejects(resolveSettings(missing, nowhere, true), /new\.yaml does not exist/);
  assert.equal((await resolveSettings(missing, nowhere, false)).configPath, missing.config);
});
