import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRowFormat } from '../../../src/output/row-format.ts';

const heads = {
  fields: { Names: 'NAMES', Status: 'STATUS', Label: (key: string) => key.split('.').at(-1) },
  minWidth: 10,
};
const rows = [
  { Names: 'web', Status: 'Up', Label: (key: string) => (key === 'a.tier' ? 'front' : '') },
  { Names: 'job', Status: 'Exited (0)', Label: () => '' },
];

async function print(format: string, given: typeof rows = rows, isTerminal = false): Promise<string> {
  let text = '';
  const out = {
    isTerminal,
    async write(chunk: string) {
      text += chunk;
    },
  };
  await readRowFormat(format, heads).print(out, given);
  return text;
}

test('a template is printed once for each row', async () => {
  assert.equal(await print('{{.Names}}\\t{{.Status}}'), 'web\tUp\njob\tExited (0)\n');
  assert.equal(await print('x'), 'x\nx\n');
  assert.equal(await print('{{.Names}}', []), '');
});

test('table aligns what tabs separate, under heads', async () => {
  assert.equal(await print('table {{.Names}}\\t{{.Status}}'), 'NAMES     STATUS\nweb       Up\njob       Exited (0)\n');
  assert.equal(await print('table {{.Label "a.tier"}}|{{.Names}}', rows.slice(0, 1)), 'tier|NAMES\nfront|web\n');
  assert.equal(await print('table x'), 'x\nx\nx\n');
  assert.equal(await print('table {{.Names}}', []), 'NAMES\n');
});

test('json prints the fields of each row on a line, without methods', async () => {
  assert.equal(await print('json'), '{"Names":"web","Status":"Up"}\n{"Names":"job","Status":"Exited (0)"}\n');
  assert.equal(await print('{{json .Names}}'), '"web"\n"job"\n');
});

test('a field that no row has is an error even without rows', () => {
  assert.throws(() => readRowFormat('{{.Bogus}}', heads), /Bogus/);
  assert.throws(() => readRowFormat('{{.Names', heads), { kind: 'usage' });
});

test('a terminal does not get control characters of a name', async () => {
  const evil = [{ Names: 'a\x1b[2J', Status: '', Label: () => '' }];
  assert.equal(await print('{{.Names}}', evil, true), 'a\\x1b[2J\n');
  assert.equal(await print('{{.Names}}', evil, false), 'a\x1b[2J\n');
});
