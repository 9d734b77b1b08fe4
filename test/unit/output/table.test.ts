import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Row, type TableStyle, tableChunks } from '../../../src/output/table.ts';

const print = async (rows: readonly Row[], style?: TableStyle): Promise<string> =>
  [...(await tableChunks(rows, style))].join('');

test('columns are at least twenty wide and three apart; the last is not padded', async () => {
  const long = 'a-name-longer-than-a-column';
  assert.equal(
    await print([
      ['A', 'B', 'C'],
      ['1', long, ''],
      ['', 'x', 'last'],
    ]),
    `${'A'.padEnd(20)}${'B'.padEnd(30)}C\n${'1'.padEnd(20)}${long}   \n${''.padEnd(20)}${'x'.padEnd(30)}last\n`,
  );
  assert.equal(await print([['A', 'B']], { minWidth: 10 }), 'A         B\n');
  assert.equal(await print([]), '');
});

test('crictl counts code points, crix counts what a terminal shows', async () => {
  const rows = [
    ['雪だるま☃', 'x'],
    ['e\u0301', 'y'],
    ['plain', 'z'],
  ];
  const counted = (await print(rows, { measure: 'code-points' })).split('\n');
  assert.equal(counted[0], `雪だるま☃${' '.repeat(15)}x`);
  const shown = (await print(rows)).split('\n');
  assert.equal(shown[0], `雪だるま☃${' '.repeat(11)}x`);
  assert.equal(shown[1], `e\u0301${' '.repeat(19)}y`);
  assert.equal(shown[2], `plain${' '.repeat(15)}z`);
});

test('both ways of aligning agree where every character is one cell', async () => {
  const rows = [
    ['ñandú', 'a'.repeat(30), ''],
    ['', 'b', 'c'],
  ];
  assert.equal(await print(rows), await print(rows, { measure: 'code-points' }));
  assert.equal(await print([['é'], ['x']]), 'é\nx\n');
});

test('control characters neither reach the terminal nor shift columns', async () => {
  const text = await print([
    ['a\tb\x1b[31m', 'x\ny'],
    ['\u009bc', 'z'],
  ]);
  assert.equal(text, `${'a\\tb\\x1b[31m'.padEnd(20)}x\\ny\n${'\\x9bc'.padEnd(20)}z\n`);
});

test('many rows come in pieces', async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => [String(at), 'x'.repeat(20)]);
  const chunks = [...(await tableChunks(rows))];
  assert.ok(chunks.length > 3);
  assert.equal(chunks.join('').split('\n').length, 10_001);
});
