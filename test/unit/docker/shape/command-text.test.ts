import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandText, ellipsis } from '../../../../src/docker/shape/command-text.ts';

describe('the command of a container as ps shows it', () => {
  const cut = (...argv: string[]) => commandText(argv, { noTrunc: false });

  it('stands in quotes, arguments with blanks in single ones', () => {
    assert.equal(cut('sleep', '5'), '"sleep 5"');
    assert.equal(cut('sh', '-c', 'exit 143'), `"sh -c 'exit 143'"`);
    assert.equal(cut(), '""');
  });

  it('is cut at twenty characters', () => {
    assert.equal(cut('sh', '-c', 'echo a long command line'), `"sh -c 'echo a long …"`);
    assert.equal(commandText(['a'.repeat(30)], { noTrunc: true }), `"${'a'.repeat(30)}"`);
  });

  it('shows what a terminal would obey as escapes', () => {
    assert.equal(cut('printf', 'a\n\x1b[2J'), `"printf a\\n\\x1b[2J"`);
  });

  it('counts characters, not the units that they are made of', () => {
    assert.equal(ellipsis('😀😀😀', 3), '😀😀😀');
    assert.equal(ellipsis('😀😀😀😀', 3), '😀😀…');
  });
});
