import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileGlob } from '../../../src/model/glob.ts';

const fits = (pattern: string, text: string): boolean | undefined => compileGlob(pattern)?.(text);

describe('patterns for names', () => {
  it('do not cross a slash', () => {
    assert.equal(fits('host/dk/e*', 'host/dk/ent'), true);
    assert.equal(fits('host/*', 'host/dk/ent'), false);
    assert.equal(fits('b?sy', 'busy'), true);
    assert.equal(fits('b?sy', 'b/sy'), false);
  });

  it('know sets and escapes, and take the rest literally', () => {
    assert.equal(fits('busy:[1-9]', 'busy:2'), true);
    assert.equal(fits('busy:[^1]', 'busy:1'), false);
    assert.equal(fits('a\\*', 'a*'), true);
    assert.equal(fits('a.b', 'axb'), false);
    assert.equal(fits('(a|b)', 'a'), false);
  });

  it('are refused when they are none', () => {
    assert.equal(compileGlob('a[b'), undefined);
    assert.equal(compileGlob('a\\'), undefined);
  });
});
