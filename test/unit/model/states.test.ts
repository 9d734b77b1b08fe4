import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeId, shortId } from '../../../src/model/ids.ts';
import { parseContainerState, parsePodState, stateWord } from '../../../src/model/states.ts';

test('states are read in any case and shown in one', () => {
  assert.equal(parseContainerState('UNKNOWN'), 'CONTAINER_UNKNOWN');
  assert.equal(parsePodState('NotReady'), 'SANDBOX_NOTREADY');
  assert.equal(stateWord('SANDBOX_NOTREADY'), 'NotReady');
  assert.equal(stateWord(9), undefined);
});

test('an unknown state names the known ones', () => {
  for (const word of ['sleeping', '', 'constructor']) {
    assert.throws(() => parseContainerState(word), { kind: 'usage', hint: /created, running, exited, unknown/ });
  }
});

test('ids are cut to what tables show', () => {
  assert.equal(shortId('sha256:7e41aaa8a713bf64c59d'), '7e41aaa8a713b');
  assert.equal(shortId('abc'), 'abc');
  assert.equal(looksLikeId('deadbeef'), true);
  assert.equal(looksLikeId('web-0'), false);
  assert.equal(looksLikeId(''), false);
});
