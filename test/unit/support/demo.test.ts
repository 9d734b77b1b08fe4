import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('without a real node the demo shows a simulated one and says so', () => {
  const script = fileURLToPath(new URL('../../setup/demo.ts', import.meta.url));
  const words = ['--import', import.meta.resolve('tsx'), script, '--simulated'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /SIMULATED/);
  assert.match(stdout, /\$ crix ps -a[\s\S]*clock/);
});
