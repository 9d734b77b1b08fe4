import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readInfo } from '../../../src/views/info-map.ts';

describe('readInfo', () => {
  it('takes what begins with a brace for JSON, and the rest for text without its quotes', () => {
    const info = { obj: '{"n":9007199254740993}', list: '[1,2]', num: '12', quoted: '"text"', empty: '' };
    const read = readInfo(info);
    assert.deepEqual(
      { ...read, obj: undefined },
      { obj: undefined, list: '[1,2]', num: '12', quoted: 'text', empty: '' },
    );
    assert.equal((read['obj'] as { n: bigint }).n, 9007199254740993n);
  });

  it('names the key of what is no JSON', () => {
    assert.throws(() => readInfo({ cni: '{broken' }), { kind: 'runtime', message: /info "cni"/ });
  });
});
