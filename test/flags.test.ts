import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Flag, Flags } from '../src/cli/define.ts';
import { globalFlags } from '../src/cli/globals.ts';
import { registry } from '../src/cli/registry.ts';

/** One line of data/flags.tsv: what crictl 1.36 says of a flag in its help. */
interface ReferenceFlag {
  command: string;
  name: string;
  aliases: string[];
  kind: string;
  /** As printed, quotes and all. */
  default: string;
  env: string;
}

const reference = readReference();
const commands = [...new Set(reference.map(({ command }) => command))].filter((name) => name !== '(global)');

/** Defaults that crictl states and crix applies later, where it knows whether the flag was given. */
const appliedLater = new Set([
  '(global) config',
  '(global) image-endpoint',
  '(global) max-retries',
  '(global) timeout',
]);

describe('flags of crictl', () => {
  it('(global)', () => compare('(global)', globalFlags));
  for (const name of commands) {
    it(name, async () => {
      const entry = registry.find((candidate) => candidate.name === name);
      assert.ok(entry, `no command ${name}`);
      compare(name, (await entry.load()).command.flags);
    });
  }
});

describe('registry', () => {
  for (const entry of registry) {
    it(`${entry.name} is declared as its entry says`, async () => {
      const { command } = await entry.load();
      assert.deepEqual(
        { name: command.name, aliases: command.aliases ?? [], summary: command.summary },
        { name: entry.name, aliases: entry.aliases ?? [], summary: entry.summary },
      );
      if (entry.beyond !== true && !commands.includes(entry.name)) {
        compare(entry.name, command.flags);
      }
    });
  }
});

function compare(command: string, flags: Flags): void {
  const expected = reference.filter((flag) => flag.command === command);
  const problems = expected.flatMap((flag) => difference(flag, flags[flag.name]));
  const known = new Set(expected.map(({ name }) => name));
  for (const [name, flag] of Object.entries(flags)) {
    if (!known.has(name) && name !== 'help' && flag.beyond !== true) {
      problems.push(`--${name} is not crictl's and not marked as beyond it`);
    }
  }
  assert.deepEqual(problems, []);
}

function difference(expected: ReferenceFlag, flag: Flag | undefined): string[] {
  const problems: string[] = [];
  if (flag === undefined) {
    return [`--${expected.name} is missing`];
  }
  if (flag.beyond === true) {
    problems.push(`--${expected.name} is crictl's, not beyond it`);
  }
  const spelled = [flag.short, ...(flag.aliases ?? [])];
  for (const alias of expected.aliases) {
    if (!spelled.includes(alias)) {
      problems.push(`--${expected.name} lacks the alias ${alias}`);
    }
  }
  if ((flag.env ?? '') !== expected.env) {
    problems.push(`--${expected.name} should read $${expected.env}`);
  }
  if (kindOf(flag) !== expected.kind) {
    problems.push(`--${expected.name} should be of kind ${expected.kind}`);
  }
  if (defaultOf(flag) !== plain(expected.default) && !appliedLater.has(`${expected.command} ${expected.name}`)) {
    problems.push(`--${expected.name} should have the default ${plain(expected.default)}, has ${defaultOf(flag)}`);
  }
  return problems;
}

function kindOf(flag: Flag): string {
  if (flag.type === 'boolean') {
    return 'boolean';
  }
  return flag.type === 'list' || flag.type === 'strings' ? 'repeatable' : 'value';
}

/** Nothing, zero and false say the same: the flag has no effect unless it is given. */
function plain(text: string): string {
  const bare = text.replace(/^"(.*)"$/, '$1');
  return ['false', '0', '0s'].includes(bare) ? '' : bare;
}

function defaultOf(flag: Flag): string {
  return 'default' in flag && flag.default !== undefined ? plain(String(flag.default)) : '';
}

function readReference(): ReferenceFlag[] {
  const text = readFileSync(new URL('contract/data/flags.tsv', import.meta.url), 'utf8');
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [command = '', flag = '', aliases = '', kind = '', byDefault = '', env = ''] = line.split('\t');
      return {
        command,
        name: flag.replace(/^-+/, ''),
        aliases: aliases
          .split(/[\s,]+/)
          .filter((alias) => alias !== '')
          .map((alias) => alias.replace(/^-+/, '')),
        kind,
        default: byDefault,
        env: env.replace(/^\$/, ''),
      };
    });
}
