import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flags } from '../../../src/cli/define.ts';
import { typedArgs } from '../../../src/cli/values.ts';

const flags = {
  all: { type: 'boolean', help: '' },
  last: { type: 'int', default: 0, help: '' },
  memory: { type: 'int64', help: '' },
  timeout: { type: 'duration', env: 'T', help: '' },
  label: { type: 'list', help: '' },
  mount: { type: 'strings', help: '' },
  output: { type: 'string', values: ['json', 'yaml'], default: 'json', help: '' },
} as const satisfies Flags;

function typed(texts: Record<string, string[]>, env: Record<string, string> = {}, strictDurations = false) {
  return typedArgs(flags, { values: new Map(Object.entries(texts)), positionals: [] }, env, { strictDurations });
}

test('values: defaults where nothing was typed', () => {
  assert.deepEqual(typed({}).flags, {
    all: false,
    last: 0,
    memory: undefined,
    timeout: undefined,
    label: [],
    mount: [],
    output: 'json',
  });
});

test('values: the last of a repeated flag counts, but every copy is read', () => {
  assert.equal(typed({ last: ['1', '0x10'] }).flags.last, 16);
  assert.throws(() => typed({ last: ['x', '2'] }), /"x" for flag --last/);
});

test('values: 64-bit integers are exact and bounded', () => {
  assert.equal(typed({ memory: ['9223372036854775807'] }).flags.memory, 9223372036854775807n);
  assert.throws(() => typed({ memory: ['9223372036854775808'] }), /9223372036854775808/);
});

test('values: lists split on commas, strings do not', () => {
  const { flags: values } = typed({ label: ['a=b,c=d', 'e'], mount: ['type=bind,source=/x'] });
  assert.deepEqual([values.label, values.mount], [['a=b', 'c=d', 'e'], ['type=bind,source=/x']]);
});

test('values: a bare number is seconds, unless durations are strict', () => {
  assert.equal(typed({ timeout: ['5'] }).flags.timeout, 5_000_000_000n);
  assert.throws(() => typed({ timeout: ['5'] }, {}, true), /"5" for flag --timeout/);
});

test('values: the environment stands in for an absent flag, and counts as given', () => {
  const fromEnv = typed({}, { T: '3s' });
  assert.deepEqual([fromEnv.flags.timeout, fromEnv.given.has('timeout')], [3_000_000_000n, true]);
  assert.equal(typed({ timeout: ['4s'] }, { T: '3s' }).flags.timeout, 4_000_000_000n);
  assert.equal(typed({}, { T: '' }).given.has('timeout'), false);
});

test('values: choices and booleans are named when wrong', () => {
  assert.throws(() => typed({ output: ['xml'] }), /"xml" for flag --output: want one of json, yaml/);
  assert.throws(() => typed({ all: ['maybe'] }), /"maybe" for flag --all/);
});
