import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutLine, openLiveSheet } from '../../../src/output/live-sheet.ts';

function screen(columns: number, rows: number) {
  const written: string[] = [];
  return { written, size: () => ({ columns, rows }), write: async (chunk: string) => void written.push(chunk) };
}

test('lines are cut by what a terminal shows, and colours end', () => {
  assert.equal(cutLine('abcdef', 4), 'abcd');
  assert.equal(cutLine('\x1b[31mabcdef\x1b[0m', 4), '\x1b[31mabcd\x1b[0m');
  assert.equal(cutLine('雪雪雪', 5), '雪雪');
  assert.equal(cutLine('e\u0301e\u0301e\u0301', 2), 'e\u0301e\u0301');
  assert.equal(cutLine('', 4), '');
});

test('what does not fit is counted, the second picture lies over the first, the cursor comes back', async () => {
  const sink = screen(10, 4);
  const sheet = openLiveSheet(sink);
  await sheet.draw(['head', 'a', 'b', 'c']);
  await sheet.draw(['head', 'a']);
  await sheet.close();
  assert.deepEqual(sink.written, [
    '\x1b[?25l\x1b[?7l\x1b[2J\x1b[Hhead\x1b[K\na\x1b[K\n(2 more)\x1b[K\n\x1b[J',
    '\x1b[Hhead\x1b[K\na\x1b[K\n\x1b[J',
    '\x1b[?7h\x1b[?25h',
  ]);
});

test('what was never drawn needs no cursor', async () => {
  const sink = screen(10, 4);
  await openLiveSheet(sink).close();
  assert.deepEqual(sink.written, []);
});
