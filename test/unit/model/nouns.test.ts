import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandFor } from '../../../src/model/nouns.ts';

test("docker's nouns and verbs lead to commands", () => {
  for (const [noun, verb, meant] of [
    ['containers', undefined, 'ps'],
    ['container', 'ls', 'ps'],
    ['container', 'stop', 'stop'],
    ['image', 'rm', 'rmi'],
    ['img', 'prune', 'rmi --prune'],
    ['images', 'pull', 'pull'],
    ['pod', 'inspect', 'inspectp'],
    ['volume', 'ls', undefined],
  ] as const) {
    assert.equal(commandFor(noun, verb), meant, `${noun} ${verb}`);
  }
});
