import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCredentialHelper } from '../../../src/config/registry-auth-helper.ts';

function withProgram(script: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'crix-helper-')), 'helper');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

test('a helper gets the word get and the server on standard input', async (context) => {
  const program = withProgram('read server; echo "$1 $server"; echo oops >&2; exit 3');
  context.after(() => rmSync(join(program, '..'), { recursive: true }));
  assert.deepEqual(await runCredentialHelper(program, 'r.io'), { status: 3, stdout: 'get r.io\n', stderr: 'oops\n' });
});

test('a helper that does not read its input is no failure', async (context) => {
  const program = withProgram('exit 0');
  context.after(() => rmSync(join(program, '..'), { recursive: true }));
  assert.equal((await runCredentialHelper(program, 'r.io')).status, 0);
});

test('a helper that is not there is named', async () => {
  await assert.rejects(
    runCredentialHelper('docker-credential-crix-none', 'r.io'),
    /docker-credential-crix-none is not in the PATH/,
  );
});
