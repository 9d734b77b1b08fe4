import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { command } from '../../../src/commands/completion.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { golden } from '../../support/golden.ts';
import { runCommand } from '../../support/run-command.ts';

describe('completion', () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    it(`prints a script for ${shell}`, async () => {
      const context = fakeContext();
      await runCommand(command, context, shell);
      golden(`completion/${shell}`, context.io.out());
    });
  }

  it('refuses other shells, naming those it knows', async () => {
    await assert.rejects(runCommand(command, fakeContext(), 'tcsh'), { message: /"tcsh": want bash, zsh, fish$/ });
  });

  it('works in bash: candidates are quoted, words reach the program as typed', async () => {
    const context = fakeContext();
    await runCommand(command, context, 'bash');
    const dir = mkdtempSync(join(tmpdir(), 'crix-'));
    const program = join(dir, 'crix');
    // Stands for the program: it shows its words, each between brackets.
    writeFileSync(program, `#!/bin/sh\nprintf '[%s]' "$@"; printf '\\tabout\\na b\\n'\n`);
    chmodSync(program, 0o755);
    const script = `${context.io.out()}
COMP_WORDS=(crix rm 'x y' ''); COMP_CWORD=3
_crix_complete
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { PATH: `${dir}:${process.env['PATH']}` };
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { env, encoding: 'utf8' });
    rmSync(dir, { recursive: true });
    assert.equal(stderr, '');
    assert.deepEqual(stdout.split('\n'), ['\\[__complete\\]\\[--\\]\\[rm\\]\\[x\\ y\\]\\[\\]', 'a\\ b', '']);
  });
});
