import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseCommand } from '../../../src/cli/argv.ts';
import type { Command, Persona } from '../../../src/cli/define.ts';
import { command as logsCommand } from '../../../src/commands/logs.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';

const command: Command = logsCommand;
const oneId = 'a'.repeat(64);
const otherId = 'b'.repeat(64);

/** Runs `logs` where the containers have these logs, by the first letter of their id. */
async function logs(
  test: TestContext,
  words: readonly string[],
  opts: { persona?: Persona; files?: Record<string, string>; terminal?: true } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'crix-logs-'));
  test.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(opts.files ?? {})) writeFileSync(join(folder, name), text);
  const containerStatus = ({ containerId = '' }) => ({
    status: {
      id: containerId,
      metadata: { name: `c-${containerId[0]}` },
      logPath: join(folder, containerId[0] ?? ''),
      labels: {},
    },
  });
  const cri = opts.files === undefined ? undefined : fakeCri(test, { containerStatus });
  const context = fakeContext({
    persona: opts.persona ?? 'crix',
    ...(cri === undefined ? {} : { cri }),
    ...(opts.terminal ? { terminal: { columns: 80, rows: 24 } } : {}),
  });
  const status = await command.run(context, parseCommand(command, words, {}, context.persona));
  return { status, out: context.io.out(), err: context.io.err() };
}

const line = (second: number, text: string, stream = 'stdout'): string =>
  `2015-01-01T00:00:0${second}Z ${stream} F ${text}\n`;

describe('logs', () => {
  const refused: [string[], Persona, RegExp][] = [
    [[], 'crix', /no container is named/],
    [['--since', 'yesterday', oneId], 'crix', /invalid value "yesterday" for flag --since/],
    [['--until', '1d', oneId], 'crix', /invalid value "1d" for flag --until/],
    [['--stream', 'both', oneId], 'crix', /invalid value "both" for flag --stream/],
    [['--tail', '1', '--stream', 'stdout', oneId], 'crictl', /--tail and --stream cannot be used together/],
    [['--label', 'app', '-t'], 'crix', /cannot read "app" for flag --label/],
    [['--from-disk', 'web'], 'crix', /cannot read "web": want NAMESPACE\/POD/],
  ];
  for (const [words, persona, message] of refused) {
    it(`${persona} refuses ${words.join(' ') || 'nothing at all'} before it asks for anything`, async (test) => {
      await assert.rejects(logs(test, words, { persona }), {
        message,
      });
    });
  }

  it('as crictl shows help for more than one container', async (test) => {
    assert.equal((await logs(test, [oneId, otherId], { persona: 'crictl' })).status, 'help');
  });

  it('keeps stdout and stderr apart', async (test) => {
    const files = { a: line(1, 'one') + line(2, 'two', 'stderr') };
    const { out, err } = await logs(test, [oneId], { files });
    assert.deepEqual([out, err], ['one\n', 'two\n']);
  });

  it('keeps the order where both go to a terminal', async (test) => {
    const files = { a: line(1, 'one') + line(2, 'two', 'stderr') + line(3, 'three') };
    const { out } = await logs(test, [oneId], { files, terminal: true });
    assert.equal(out, 'one\ntwo\nthree\n');
  });

  it('counts lines of one stream alone', async (test) => {
    const files = { a: line(1, 'one') + line(2, 'two', 'stderr') + line(3, 'three') };
    assert.equal((await logs(test, ['--tail', '2', '-s', 'stdout', oneId], { files })).out, 'one\nthree\n');
  });

  it('merges several, up to a limit for all', async (test) => {
    const files = { a: line(1, 'one') + line(3, 'three'), b: line(2, 'two') };
    assert.equal((await logs(test, [oneId, otherId], { files })).out, 'c-a | one\nc-b | two\nc-a | three\n');
    assert.equal((await logs(test, ['--limit-bytes', '6', oneId, otherId], { files })).out, 'c-a | one\nc-b | tw\n');
  });

  it('goes on with the others when one log is gone', async (test) => {
    const { status, out, err } = await logs(test, [oneId, otherId], { files: { b: line(2, 'two') } });
    assert.deepEqual([status, out], [1, 'c-b | two\n']);
    assert.match(err, /not found on this host/);
  });

  it('names the first few lines that are none', async (test) => {
    const files = { a: line(1, 'one') + 'bad\n'.repeat(10) + line(2, 'two') };
    const { out, err } = await logs(test, [oneId], { files });
    assert.equal(out, 'one\ntwo\n');
    assert.equal(err, 'crix: skipped a line that is no container log line: "bad"\n'.repeat(3));
  });
});
