import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flags } from '../../../src/cli/define.ts';
import { splitWithYargs } from '../../../src/cli/parse.ts';
import { type Grammar, indexFlags, splitWords } from '../../../src/cli/words.ts';

const flags = {
  all: { type: 'boolean', short: 'a', help: '' },
  quiet: { type: 'boolean', short: 'q', help: '' },
  last: { type: 'int', short: 'n', help: '' },
  label: { type: 'list', help: '' },
  'pull-timeout': { type: 'duration', aliases: ['pt'], help: '' },
} as const satisfies Flags;

const go: Grammar = { halts: false, combines: true, oneDashLong: true };

/** Both splitters have to agree on every case. */
function split(words: string[], grammar: Partial<Grammar> = {}): [Record<string, string[]>, string[]] {
  const index = indexFlags(flags);
  const lean = splitWords(index, words, { ...go, ...grammar });
  const full = splitWithYargs(index, words, { ...go, ...grammar });
  assert.deepEqual(full, lean, 'yargs and the lean splitter disagree');
  return [Object.fromEntries(lean.values), lean.positionals];
}

const cases: [name: string, words: string[], values: Record<string, string[]>, positionals: string[]][] = [
  ['nothing', [], {}, []],
  ['short flags combine', ['-qa'], { quiet: ['true'], all: ['true'] }, []],
  ['the last of a group takes a value', ['-qn', '3'], { quiet: ['true'], last: ['3'] }, []],
  ['a value joined to its short flag', ['-qn3'], { quiet: ['true'], last: ['3'] }, []],
  ['one dash works for long flags', ['-last=2', '-all'], { last: ['2'], all: ['true'] }, []],
  ['aliases', ['-pt', '5s', '--pt=6s'], { 'pull-timeout': ['5s', '6s'] }, []],
  ['a boolean never takes the next word', ['-q', 'true'], { quiet: ['true'] }, ['true']],
  ['booleans with values', ['--all=false', '-q=1'], { all: ['false'], quiet: ['1'] }, []],
  ['a value may look like a flag', ['--label', '-x', '-n', '-5'], { label: ['-x'], last: ['-5'] }, []],
  ['two dashes end the flags', ['x', '--', '-q', '--', 'y'], {}, ['x', '-q', '--', 'y']],
  ['one dash is a word', ['-', '-q'], { quiet: ['true'] }, ['-']],
  ['flags after positionals', ['x', '-q'], { quiet: ['true'] }, ['x']],
  ['empty words and values', ['', '--label='], { label: [''] }, ['']],
  ['values keep their equals signs and spaces', ['--label=a=b c'], { label: ['a=b c'] }, []],
];

for (const [name, words, values, positionals] of cases) {
  test(`words: ${name}`, () => assert.deepEqual(split(words), [values, positionals]));
}

test('words: flags end at the first positional where the grammar halts', () => {
  assert.deepEqual(split(['-q', 'ls', '-a', '--', '-n'], { halts: true }), [
    { quiet: ['true'] },
    ['ls', '-a', '--', '-n'],
  ]);
});

const refusals: [words: string[], grammar: Partial<Grammar>, says: RegExp][] = [
  [['--nope'], {}, /unknown flag: --nope/],
  [['-aZ'], {}, /unknown flag: -Z in -aZ/],
  [['-n'], {}, /needs an argument: -n/],
  [['-qa'], { combines: false }, /unknown flag: -qa/],
  [['-last'], { oneDashLong: false }, /unknown flag: -s in -last|unknown flag: -l in -last/],
];

for (const [words, grammar, says] of refusals) {
  test(`words: refuses ${words.join(' ')}`, () => {
    assert.throws(() => splitWords(indexFlags(flags), words, { ...go, ...grammar }), says);
  });
}
