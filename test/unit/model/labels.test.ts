import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLabels } from '../../../src/model/labels.ts';

describe('parseLabels', () => {
  it('reads pairs, the last of a repeated key counting', () => {
    assert.deepEqual({ ...parseLabels(['a=1', 'b=', 'a=2', ' c = d '], 'label') }, { a: '2', b: '', ' c ': ' d ' });
  });

  for (const word of ['a', '', 'a=b=c']) {
    it(`refuses ${JSON.stringify(word)}, naming word and flag`, () => {
      assert.throws(() => parseLabels([word], 'label'), {
        kind: 'usage',
        message: `cannot read ${JSON.stringify(word)} for flag --label: want KEY=VALUE`,
      });
    });
  }
});
