import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLiveTable } from '../../../src/output/live.ts';

function screen(
  columns: number,
  rows: number,
): { written: string[]; size(): { columns: number; rows: number }; write(chunk: string): Promise<void> } {
  const written: string[] = [];
  return {
    written,
    size: () => ({ columns, rows }),
    async write(chunk) {
      written.push(chunk);
    },
  };
}

test('a live table clears once, overwrites afterwards and gives the cursor back', async () => {
  const sink = screen(80, 24);
  const table = await openLiveTable(sink);
  await table.draw([
    ['NAME', 'CPU %'],
    ['nginx', '1.00'],
  ]);
  await table.draw([['NAME', 'CPU %']]);
  await table.close();
  await table.close();
  const [first = '', second = '', ...rest] = sink.written;
  assert.ok(first.startsWith('\x1b[?25l\x1b[2J\x1b[H'));
  assert.match(first.replaceAll('\x1b', 'ESC'), /NAME {4}CPU % +ESC\[K\nnginx {3}1\.00 +ESC\[K\nESC\[J$/);
  assert.ok(second.startsWith('\x1b[HNAME'));
  assert.deepEqual(rest, ['\x1b[?25h']);
});

test('a live table fits the screen', async () => {
  const sink = screen(40, 6);
  const table = await openLiveTable(sink);
  await table.draw([
    ['NAME', 'CPU %'],
    ...Array.from({ length: 9 }, (_, at) => [`a-very-long-name-that-does-not-fit-${at}`, '1.00']),
  ]);
  const lines = (sink.written[0] ?? '').split('\n');
  assert.equal(lines.length, 6);
  assert.match(lines[4] ?? '', /^\(6 more\)/);
  assert.match(lines[1] ?? '', /…/);
});

test('a table that was never drawn leaves the terminal alone', async () => {
  const sink = screen(80, 24);
  await (await openLiveTable(sink)).close();
  assert.deepEqual(sink.written, []);
});

test('names cannot send commands to the terminal', async () => {
  const sink = screen(80, 24);
  await (await openLiveTable(sink)).draw([['NAME'], ['evil\x1b]0;title\x07']]);
  assert.ok(!(sink.written[0] ?? '').includes('\x1b]0'));
});
