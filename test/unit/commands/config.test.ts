import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Persona } from '../../../src/cli/define.ts';
import { command } from '../../../src/commands/config.ts';
import { type FakeContext, fakeContext } from '../../support/fake-context.ts';
import { runCommand } from '../../support/run-command.ts';

function configFile(
  test: TestContext,
  text?: string,
  persona: Persona = 'crix',
): { path: string; context: FakeContext } {
  const dir = mkdtempSync(join(tmpdir(), 'crix-'));
  test.after(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'crictl.yaml');
  if (text !== undefined) writeFileSync(path, text);
  return { path, context: fakeContext({ persona, settings: { configPath: path } }) };
}

describe('config', () => {
  it('sets a key by itself or as KEY=VALUE, keeping comments', async (test) => {
    const { path, context } = configFile(test, '# node\ntimeout: 4 # seconds\n');
    await runCommand(command, context, 'timeout', '10s');
    await runCommand(command, context, '--set', 'debug=true,max-retries=2');
    assert.match(
      readFileSync(path, 'utf8'),
      /^# node\ntimeout: 10 # seconds\n(?=.*debug: true\n)(?=.*max-retries: 2\n)/s,
    );
  });

  it('shows what is in force, the last of repeated keys', async (test) => {
    const { context } = configFile(test, 'timeout: 4\ntimeout: 5\n');
    await runCommand(command, context, '--get', 'timeout');
    assert.equal(context.io.out(), '5\n');
  });

  it('leaves the disk alone when it reads, where crictl makes the file', async (test) => {
    const crix = configFile(test);
    await runCommand(command, crix.context, '--list');
    assert.match(crix.context.io.out(), /^KEY +VALUE\nruntime-endpoint +\n/);
    assert.ok(!existsSync(crix.path));
    const crictl = configFile(test, undefined, 'crictl');
    await runCommand(command, crictl.context, '--list');
    assert.ok(existsSync(crictl.path));
  });

  it('refuses unknown keys with the one that may be meant, and changes nothing', async (test) => {
    const { path, context } = configFile(test, 'timeout: 4\n');
    await assert.rejects(runCommand(command, context, '--set', 'timeout=9,tmeout=5'), {
      kind: 'usage',
      message: /"tmeout"/,
      hint: 'did you mean timeout?',
    });
    await assert.rejects(runCommand(command, context, '--get', 'colour'), { hint: /^known keys: runtime-endpoint, / });
    assert.equal(readFileSync(path, 'utf8'), 'timeout: 4\n');
  });

  it('refuses a file that does not hold keys and values', async (test) => {
    const { path, context } = configFile(test, 'hello\n');
    await assert.rejects(runCommand(command, context, '--set', 'debug=true'), { message: /"hello/ });
    assert.equal(readFileSync(path, 'utf8'), 'hello\n');
  });
});
