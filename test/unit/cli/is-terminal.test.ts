import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isTerminal } from '../../../src/cli/is-terminal.ts';

test('files, pipes, /dev/null and closed descriptors are no terminals', () => {
  for (const path of [import.meta.filename, '/dev/null', '/']) {
    const fd = openSync(path, 'r');
    assert.equal(isTerminal(fd), false, path);
    closeSync(fd);
    assert.equal(isTerminal(fd), false, 'closed');
  }
});

test('a pseudo terminal is one', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'crix-tty-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'ask.mts');
  const source = new URL('../../../src/cli/is-terminal.ts', import.meta.url).href;
  writeFileSync(program, `import { isTerminal } from '${source}';\nprocess.stdout.write(String(isTerminal(1)));\n`);
  const words = [process.execPath, '--import', import.meta.resolve('tsx'), program];
  const { stdout } = spawnSync('script', ['-qec', words.join(' '), '/dev/null'], { encoding: 'utf8' });
  assert.equal(stdout, 'true');
});
