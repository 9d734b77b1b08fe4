import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostsToTry, parseStreamUrl } from '../../../src/stream/target.ts';

test('hosts, ports and paths', () => {
  assert.deepEqual(parseStreamUrl('http://127.0.0.1:41/exec/ab?x=1'), {
    host: '127.0.0.1',
    port: 41,
    isSecure: false,
    path: '/exec/ab?x=1',
    authority: '127.0.0.1:41',
  });
  assert.deepEqual(parseStreamUrl('https://[::1]/attach/ab'), {
    host: '::1',
    port: 443,
    isSecure: true,
    path: '/attach/ab',
    authority: '[::1]:443',
  });
  assert.equal(parseStreamUrl('/cri/exec/ab').authority, '127.0.0.1:10250');
});

test('an address that means all of them', () => {
  assert.deepEqual(hostsToTry(parseStreamUrl('http://[::]:41/exec/ab').host), ['::', '127.0.0.1']);
  assert.deepEqual(hostsToTry('10.0.0.1'), ['10.0.0.1']);
});

test('what is no streaming URL', () => {
  for (const text of ['ftp://x/y', 'http://']) assert.throws(() => parseStreamUrl(text), { kind: 'runtime' }, text);
});
