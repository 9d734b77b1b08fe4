import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultDetachKeys, detachFilter, parseDetachKeys } from '../../../src/stream/terminal.ts';

test("docker's spelling of detach keys", () => {
  assert.deepEqual([...parseDetachKeys(defaultDetachKeys)], [16, 17]);
  assert.deepEqual([...parseDetachKeys('ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_,a')], [0, 27, 28, 29, 30, 31, 97]);
  assert.deepEqual([...parseDetachKeys('CTRL-P')], [16]);
  assert.equal(parseDetachKeys('').length, 0);
  for (const wrong of ['ctrl-', 'ctrl-1', 'ab', 'a,', 'ctrl-p ctrl-q']) {
    assert.throws(() => parseDetachKeys(wrong), { kind: 'usage' }, wrong);
  }
});

/** Feeds the bytes in all ways to cut them in two and wants the same outcome. */
function feed(keys: string, typed: string): { pass: string; isDetached: boolean } {
  const outcomes = new Set<string>();
  for (let cut = 0; cut <= typed.length; cut++) {
    const filter = detachFilter(parseDetachKeys(keys));
    const first = filter(Buffer.from(typed.slice(0, cut)));
    const second = first.isDetached
      ? { pass: new Uint8Array(), isDetached: true }
      : filter(Buffer.from(typed.slice(cut)));
    const pass = Buffer.concat([first.pass, second.pass]).toString();
    outcomes.add(JSON.stringify({ pass, isDetached: second.isDetached }));
  }
  assert.equal(outcomes.size, 1, [...outcomes].join(' or '));
  return JSON.parse([...outcomes][0] as string);
}

test('keys are found wherever the input is cut', () => {
  assert.deepEqual(feed('ctrl-p,ctrl-q', 'ls\x10\x11rest'), { pass: 'ls', isDetached: true });
  assert.deepEqual(feed('ctrl-p,ctrl-q', '\x11\x10'), { pass: '\x11', isDetached: false });
  assert.deepEqual(feed('a,b,a,c', 'abababac'), { pass: 'abab', isDetached: true });
  assert.deepEqual(feed('a,a,b', 'aaab'), { pass: 'a', isDetached: true });
});

test('a first key is delivered when another key follows', () => {
  assert.deepEqual(feed('ctrl-p,ctrl-q', '\x10k'), { pass: '\x10k', isDetached: false });
  assert.deepEqual(feed('ctrl-p,ctrl-q', '\x10\x10\x11'), { pass: '\x10', isDetached: true });
  const filter = detachFilter(Uint8Array.of(16, 17));
  assert.deepEqual([...filter(Uint8Array.of(16)).pass], []);
  assert.deepEqual([...filter(Uint8Array.of(65)).pass], [16, 65]);
});

test('without keys everything passes', () => {
  assert.deepEqual(feed('', 'a\x10\x11b'), { pass: 'a\x10\x11b', isDetached: false });
});
