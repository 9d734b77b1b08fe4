import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { booleanFilter, fitsLabels, readFilters } from '../../../../src/docker/translate/filters.ts';

describe('filters as docker reads them', () => {
  it('have blanks around them dropped and keys in lower case', () => {
    assert.deepEqual(
      [...readFilters([' Status = created ', 'label=a=b', ''], ['status', 'label'])],
      [
        ['status', ['created']],
        ['label', ['a=b']],
      ],
    );
  });

  it('fail with different statuses without a = and with an unknown key', () => {
    assert.throws(() => readFilters(['dangling'], ['dangling']), { kind: 'usage' });
    assert.throws(() => readFilters(['bogus=1'], ['dangling']), { kind: 'failure', message: /bogus/ });
    assert.equal(readFilters(['bogus=1']).get('bogus')?.[0], '1');
  });

  it('on labels all have to fit', () => {
    const labels = { app: 'web', tier: 'x,y' };
    assert.equal(fitsLabels(labels, ['app', 'tier=x,y']), true);
    assert.equal(fitsLabels(labels, ['app=']), false);
    assert.equal(fitsLabels(labels, ['app=web', 'nope']), false);
    assert.equal(fitsLabels(labels), true);
    assert.equal(fitsLabels({}, ['toString']), false);
  });

  it('on yes or no take no other word', () => {
    assert.equal(booleanFilter('dangling', ['1']), true);
    assert.equal(booleanFilter('dangling', ['False']), false);
    assert.equal(booleanFilter('dangling'), undefined);
    assert.throws(() => booleanFilter('dangling', ['maybe']), { message: /dangling=maybe/ });
  });
});
