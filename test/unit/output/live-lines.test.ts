import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLiveLines } from '../../../src/output/live-lines.ts';

function screen(columns: number, rows: number) {
  const written: string[] = [];
  return { written, size: () => ({ columns, rows }), write: async (chunk: string) => void written.push(chunk) };
}

test('lines are drawn over the ones before and taken away at the end', async () => {
  const sink = screen(80, 24);
  const lines = openLiveLines(sink);
  await lines.draw(['a', 'b']);
  await lines.draw(['c']);
  await lines.clear();
  assert.deepEqual(sink.written, [
    '\x1b[?25la\x1b[K\nb\x1b[K\n\x1b[J',
    '\x1b[2A\rc\x1b[K\n\x1b[J',
    '\x1b[1A\r\x1b[J\x1b[?25h',
  ]);
});

test('what was never drawn needs no clearing', async () => {
  const sink = screen(80, 24);
  await openLiveLines(sink).clear();
  assert.deepEqual(sink.written, []);
});

test('what does not fit is cut, what a terminal would obey is escaped', async () => {
  const sink = screen(6, 3);
  await openLiveLines(sink).draw(['\x1b[31mlong', 'b', 'c', 'd']);
  assert.equal(sink.written[0], '\x1b[?25l\\x1b[\x1b[K\nb\x1b[K\n\x1b[J');
});

test('what is left on the screen stays there', async () => {
  const sink = screen(80, 24);
  const lines = openLiveLines(sink);
  await lines.draw(['a']);
  await lines.leave();
  assert.deepEqual(sink.written, ['\x1b[?25la\x1b[K\n\x1b[J', '\x1b[?25h']);
});
