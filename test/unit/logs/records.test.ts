import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readRecords } from '../../../src/logs/records.ts';
import { dice, expectedText, randomEntries, toLogFile } from '../../support/log-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'crix-records-'));
const path = join(folder, '0.log');
after(() => rmSync(folder, { recursive: true }));

async function read(content: Buffer | string, options = {}) {
  writeFileSync(path, content);
  const records = [];
  for await (const batch of readRecords(path, options)) records.push(...batch);
  return records;
}

describe('readRecords', () => {
  for (let seed = 0; seed < 20; seed++) {
    it(`joins what the plain reader joins (seed ${seed})`, async () => {
      const roll = dice(seed);
      const entries = randomEntries(roll, 200);
      const timestamps = roll(2) === 0;
      const shown = { stdout: '', stderr: '' };
      for (const { stream, bytes } of await read(toLogFile(entries), { timestamps }))
        shown[stream] += bytes.toString('latin1');
      assert.deepEqual(shown, expectedText(entries, timestamps));
    });
  }

  it('dates a joined line by its first piece', async () => {
    const records = await read('2015-01-01T00:00:01.5Z stdout P a\n2015-01-01T00:00:02Z stdout F b\n');
    assert.deepEqual(records, [{ time: 1_420_070_401_500_000_000n, stream: 'stdout', bytes: Buffer.from('ab\n') }]);
  });

  it('tells of lines that are none', async () => {
    const bad: string[] = [];
    const records = await read('nonsense\n2015-01-01T00:00:02Z stdout F b\n', {
      onBadLine: (text: string) => bad.push(text),
    });
    assert.deepEqual([records.length, bad], [1, ['"nonsense"']]);
  });
});
