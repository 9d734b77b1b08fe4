import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { splitGlobal } from '../../../src/cli/argv.ts';
import { aliasTables, explainRow, rowOf } from '../../../src/docker/alias.ts';
import { runDockerWords } from '../../../src/docker/front.ts';
import { dockerCommandHelp } from '../../../src/docker/help.ts';
import { rows } from '../../../src/docker/map.ts';
import { loadCases } from '../../docker/case.ts';
import { type FakeIo, fakeIo } from '../../support/fake-io.ts';

/** Runs docker's words where there is no runtime: nothing that is tested here may need one. */
async function docker(...words: string[]): Promise<{ status: number; io: FakeIo }> {
  const io = fakeIo();
  const unreachable = (): never => assert.fail('this must not touch the process');
  const surroundings = {
    program: 'docker',
    programPath: '/usr/bin/crix',
    words,
    env: {},
    io,
    signal: () => new AbortController().signal,
    takeSignals: unreachable,
    runApart: unreachable,
  };
  return { status: await runDockerWords(surroundings, splitGlobal([], {}, 'docker').args), io };
}

const available = rows.filter(({ load }) => load !== undefined);
const missing = rows.filter(({ status }) => status === 'none');

/** docker's commands: each has to do its job here or say why it cannot. */
const dockerCommands =
  `attach build builder buildx checkpoint commit compose config container context cp create diff events exec
  export history image images import info inspect kill load login logout logs manifest network node pause plugin port ps pull push
  rename restart rm rmi run save search secret service stack start stats stop swarm system tag top trust unpause update version
  volume wait`.split(/\s+/);

describe('the map of docker commands', () => {
  it('has every command of docker, each spelling once', () => {
    const words = rows.flatMap((row) => row.words);
    assert.equal(new Set(words).size, words.length);
    const first = new Set(words.map((word) => word.split(' ')[0]));
    assert.deepEqual(
      dockerCommands.filter((word) => !first.has(word)),
      [],
    );
  });

  it('has code for what it says to do, and none for what CRI cannot', () => {
    for (const { words, status, load, note, summary } of rows) {
      assert.equal(load === undefined, status === 'none', words[0]);
      assert.match(summary, /^[A-Z].*[^.]$/, words[0]);
      if (status !== 'same') assert.notEqual(note, '', `${words[0]} has to say what differs`);
    }
  });

  for (const row of missing) {
    for (const words of row.words) {
      it(`${words} says in one sentence why not, and what can`, async () => {
        const { status, io } = await docker(...words.split(' '), '--some-flag', 'argument');
        assert.equal(status, 1);
        assert.equal(io.out(), '');
        assert.equal(io.err(), `docker: ${words} is not available: ${row.note}\n`);
      });
    }
  }

  for (const row of available) {
    it(`${row.words[0]} has help that names its flags`, async () => {
      const loaded = await row.load?.();
      assert.ok(loaded !== undefined);
      for (const words of row.words) {
        const { status, io } = await docker(...words.split(' '), '--help');
        assert.equal(status, 0);
        assert.equal(io.out(), dockerCommandHelp(loaded.command, words.split(' ')));
        assert.match(io.out(), new RegExp(`^Usage:  docker ${words}`));
      }
    });

    it(`${row.words[0]} does its job in the recorded cases or in a script`, () => {
      const cases = loadCases().flatMap(({ argv = [], setup = [] }) => [
        argv,
        ...setup.map((step) => ('argv' in step ? step.argv : step)),
      ]);
      const spoken = new Set(cases.flatMap(([one = '', two = '']) => [one, `${one} ${two}`]));
      const scripts = readFileSync(new URL('../../e2e/docker-scripts.test.ts', import.meta.url), 'utf8');
      assert.ok(row.words.some((words) => spoken.has(words) || scripts.includes(`docker ${words} `)));
    });

    it(`${row.words[0]} is stopped by a flag that docker does not know`, async () => {
      const { status, io } = await docker(...(row.words[0] ?? '').split(' '), '--no-such-flag');
      assert.equal(status, 125);
      assert.match(io.err(), /unknown flag: --no-such-flag/);
    });
  }
});

describe('crix alias', () => {
  it('begins with the two tables that the project began with', () => {
    const [images, containers] = aliasTables();
    assert.deepEqual(
      images?.lines.map(({ docker: word, crictl }) => `${word}: ${crictl}`),
      ['images: images', 'pull: pull', 'push: -', 'rmi: rmi', 'inspect IMAGE: inspecti'],
    );
    assert.deepEqual(
      containers?.lines.map(({ docker: word }) => word),
      ['ps', 'create', 'start', 'stop', 'rm', 'inspect', 'attach', 'exec', 'logs', 'stats'],
    );
  });

  it('shows every row once', () => {
    const lines = aliasTables().flatMap((table) => table.lines);
    assert.equal(lines.length, rows.length);
    assert.ok(lines.every(({ status }) => ['same', 'mapped', 'n/a'].includes(status)));
  });

  it('explains one command', () => {
    const row = rowOf('container ls');
    assert.ok(row !== undefined);
    assert.match(explainRow(row), /^docker ps\n {2}does +List containers\n/);
  });
});
