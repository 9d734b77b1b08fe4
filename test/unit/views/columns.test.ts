import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Column,
  chooseColumns,
  labelsText,
  needsOf,
  readSortKeys,
  sortRows,
  withColumns,
} from '../../../src/views/columns.ts';

interface Row {
  name: string;
  size?: number;
}

const columns: readonly Column<Row, 'disk'>[] = [
  { name: 'Name', head: 'NAME', text: ({ name }) => name },
  { name: 'DiskSize', head: 'SIZE', needs: 'disk', text: ({ size }) => `${size}B`, order: ({ size }) => size },
];
const look = { now: 0n, noTrunc: false, asCrictl: false };

test('columns are found under their names and heads, however they are spelled', () => {
  for (const word of ['disksize', 'Disk-Size', 'SIZE', 'size']) {
    assert.deepEqual(
      chooseColumns(columns, [word]).map(({ name }) => name),
      ['DiskSize'],
      word,
    );
  }
  assert.throws(() => chooseColumns(columns, ['nmae']), { kind: 'usage', hint: /did you mean name\?.*disksize/ });
  assert.throws(() => readSortKeys(columns, ['-']), { kind: 'usage', message: /--sort/ });
});

test('rows are sorted by several columns, what is not known comes last in either direction', () => {
  const rows: Row[] = [{ name: 'b', size: 10 }, { name: 'c' }, { name: 'a', size: 9 }, { name: 'd', size: 10 }];
  const sorted = (...words: string[]): string =>
    sortRows(rows, readSortKeys(columns, words), look)
      .map(({ name }) => name)
      .join('');
  assert.equal(sorted('name'), 'abcd');
  assert.equal(sorted('size'), 'abdc');
  assert.equal(sorted('-size', '-name'), 'dbac');
  assert.equal(sorted(), 'bcad');
});

test('only what shown columns need is fetched', () => {
  assert.deepEqual([...needsOf(chooseColumns(columns, ['name']))], []);
  assert.deepEqual([...needsOf(chooseColumns(columns, ['name', 'size', 'size']))], ['disk']);
});

test('templates see further columns, json does not, and none hides a field', () => {
  const fields = withColumns({ Name: 'mine' }, columns, ({ head }) => head);
  assert.equal(fields['Name'], 'mine');
  assert.equal(fields['DiskSize'], 'SIZE');
  assert.deepEqual(Object.keys(fields), ['Name']);
});

test('labels are a text in the order of their keys', () => {
  assert.equal(labelsText({ tier: 'front', app: 'web' }), 'app=web,tier=front');
});
