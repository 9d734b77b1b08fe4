import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { tailStart } from '../../../src/logs/tail.ts';
import { dice } from '../../support/log-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'crix-tail-'));
after(() => rmSync(folder, { recursive: true }));

function tailOf(text: string, wanted: number, counts?: (bytes: Buffer, start: number, end: number) => boolean) {
  const path = join(folder, 'log');
  writeFileSync(path, text);
  const file = openSync(path, 'r');
  const { offset, found } = tailStart(file, text.length, wanted, counts);
  closeSync(file);
  return { text: text.slice(offset), found };
}

describe('tailStart', () => {
  it('finds the last lines', () => {
    assert.deepEqual(tailOf('a\nb\nc\n', 2), { text: 'b\nc\n', found: 2 });
    assert.deepEqual(tailOf('a\nb\nc', 2), { text: 'b\nc', found: 2 });
    assert.deepEqual(tailOf('\n\n\n', 2), { text: '\n\n', found: 2 });
  });

  it('has no more than the file', () => {
    assert.deepEqual(tailOf('a\nb\n', 5), { text: 'a\nb\n', found: 2 });
    assert.deepEqual(tailOf('', 5), { text: '', found: 0 });
  });

  it('takes nothing for zero, but goes on with a line that is not complete', () => {
    assert.deepEqual(tailOf('a\nb\n', 0), { text: '', found: 0 });
    assert.deepEqual(tailOf('a\nb', 0), { text: 'b', found: 0 });
    assert.deepEqual(tailOf(`a\n${'b'.repeat(200_000)}`, 0).text.length, 200_000);
  });

  for (let seed = 0; seed < 30; seed++) {
    it(`agrees with splitting the text (seed ${seed})`, () => {
      const roll = dice(seed);
      const lines = Array.from({ length: roll(200) }, () => `${'x'.repeat(roll(roll(10) === 0 ? 100_000 : 50))}\n`);
      const wanted = 1 + roll(220);
      const expected = lines.slice(-wanted);
      assert.deepEqual(tailOf(lines.join(''), wanted), { text: expected.join(''), found: expected.length });
    });
  }

  it('counts only the lines it is told to', () => {
    const isB = (bytes: Buffer, start: number) => bytes[start] === 98;
    assert.deepEqual(tailOf('b1\na\nb2\na\nb3\na\n', 2, isB), { text: 'b2\na\nb3\na\n', found: 2 });
  });
});
