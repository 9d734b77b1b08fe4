import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeRecords } from '../../../src/logs/merge.ts';
import type { LogRecord } from '../../../src/logs/records.ts';
import { dice } from '../../support/log-text.ts';

const record = (time: number): LogRecord => ({
  time: BigInt(time),
  stream: 'stdout',
  bytes: Buffer.from(String(time)),
});

async function* log(...batches: number[][]): AsyncGenerator<LogRecord[]> {
  for (const batch of batches) yield batch.map(record);
}

async function merge(logs: AsyncGenerator<LogRecord[]>[], follow = false) {
  const failures: [number, unknown][] = [];
  const lines: string[] = [];
  for await (const batch of mergeRecords(logs, {
    follow,
    onFailure: (source, error) => failures.push([source, error]),
  })) {
    for (const { source, bytes } of batch) lines.push(`${source}:${bytes}`);
  }
  return { lines, failures };
}

describe('mergeRecords', () => {
  it('orders the lines of several logs by time', async () => {
    const { lines } = await merge([log([1, 4], [9]), log([2, 3, 8]), log(), log([5])]);
    assert.deepEqual(lines, ['0:1', '1:2', '1:3', '0:4', '3:5', '1:8', '0:9']);
  });

  it('keeps the order of one log where times are equal or go back', async () => {
    assert.deepEqual((await merge([log([5, 3, 3]), log([4])])).lines, ['1:4', '0:5', '0:3', '0:3']);
  });

  for (let seed = 0; seed < 20; seed++) {
    it(`agrees with sorting (seed ${seed})`, async () => {
      const roll = dice(seed);
      const times = Array.from({ length: 4 }, () =>
        Array.from({ length: roll(30) }, () => roll(1000)).sort((a, b) => a - b),
      );
      const logs = times.map((all) => log(all.slice(0, all.length / 2), all.slice(all.length / 2)));
      const { lines } = await merge(logs);
      assert.deepEqual(
        lines.map((line) => Number(line.split(':')[1])),
        times.flat().sort((a, b) => a - b),
      );
    });
  }

  it('goes on when one log fails', async () => {
    const broken = new Error('broken');
    async function* failing(): AsyncGenerator<LogRecord[]> {
      yield [record(1)];
      throw broken;
    }
    assert.deepEqual(await merge([failing(), log([0], [2])]), {
      lines: ['1:0', '0:1', '1:2'],
      failures: [[0, broken]],
    });
  });

  it('does not wait for a followed log that is quiet', async () => {
    let speak: (() => void) | undefined;
    const silence = new Promise<void>((resolve) => {
      speak = resolve;
    });
    async function* quiet(): AsyncGenerator<LogRecord[]> {
      await silence;
      yield [record(3)];
    }
    async function* loud(): AsyncGenerator<LogRecord[]> {
      yield [record(1)];
      yield [record(2)];
      speak?.();
    }
    assert.deepEqual((await merge([quiet(), loud()], true)).lines, ['1:1', '1:2', '0:3']);
  });
});
