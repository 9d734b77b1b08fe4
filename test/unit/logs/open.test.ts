import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type LogRange, openLog } from '../../../src/logs/open.ts';
import { LineRenderer } from '../../../src/logs/render.ts';
import { lineChunks } from '../../../src/logs/source.ts';
import { toMoment } from '../../../src/logs/stamp.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crix-open-'));
  path = join(folder, '0.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lines numbered from `from` up to but not including `to`, one a second from 2015-01-01. */
function lines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    return `${new Date(1_420_070_400_000 + number * 1000).toISOString()} ${number % 2 ? 'stderr' : 'stdout'} F ${number}\n`;
  }).join('');
}

/** The line numbers that are shown. */
async function read(range: LogRange): Promise<number[]> {
  const renderer = new LineRenderer({ ...range, mixed: true });
  let text = '';
  for await (const { bytes, end } of lineChunks(await openLog(path, range), renderer.input)) {
    renderer.add(bytes, end);
    for (const piece of renderer.take()) text += Buffer.from(piece.bytes).toString();
  }
  return text.split('\n').slice(0, -1).map(Number);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function writeRotated(): void {
  writeFileSync(`${path}.20150101-000010.gz`, gzipSync(lines(0, 10)));
  writeFileSync(`${path}.20150101-000020.gz`, gzipSync(lines(10, 20)));
  writeFileSync(`${path}.20150101-000030`, lines(20, 30));
  writeFileSync(path, lines(30, 35));
  for (const [name, seconds] of [
    ['000010.gz', 10],
    ['000020.gz', 20],
    ['000030', 30],
  ] as const) {
    utimesSync(`${path}.20150101-${name}`, 1_420_070_400 + seconds, 1_420_070_400 + seconds);
  }
}

const since = (seconds: number) => toMoment(BigInt(1_420_070_400 + seconds) * 1_000_000_000n);

describe('openLog', () => {
  it('does not wait for a file whose folder is missing too', async () => {
    const follow = { isOver: async () => false, signal: new AbortController().signal };
    await assert.rejects(openLog(join(folder, 'gone', '0.log'), { follow }), /gone\/0\.log not found on this host/);
  });

  it('reads the current file alone when nothing else is asked for', async () => {
    writeRotated();
    assert.deepEqual(await read({}), range(30, 35));
  });

  for (const tail of [0, 1, 5, 6, 15, 16, 25, 35, 100]) {
    it(`takes the last ${tail} lines from as many rotated files as needed`, async () => {
      writeRotated();
      assert.deepEqual(await read({ tail }), range(Math.max(0, 35 - tail), 35));
    });
  }

  for (const start of [0, 9, 10, 25, 29, 30, 40]) {
    it(`goes back to second ${start}`, async () => {
      writeRotated();
      assert.deepEqual(await read({ since: since(start) }), range(start, 35));
    });
  }

  it('counts only lines that are shown', async () => {
    writeRotated();
    assert.deepEqual(await read({ tail: 4, until: since(22) }), [19, 20, 21, 22]);
    assert.deepEqual(await read({ tail: 4, stream: 'stderr' }), [27, 29, 31, 33]);
    assert.deepEqual(await read({ tail: 8, stream: 'stderr' }), [19, 21, 23, 25, 27, 29, 31, 33]);
  });

  it('reads a file once that is just being packed, and no others', async () => {
    writeRotated();
    writeFileSync(`${path}.20150101-000030.gz`, gzipSync(lines(20, 30)));
    writeFileSync(`${path}.20150101-000040.gz.tmp`, 'half');
    writeFileSync(`${path}.old`, 'nonsense\n');
    assert.deepEqual(await read({ tail: 100 }), range(0, 35));
  });

  it('does not join a last line without newline with the next file', async () => {
    writeFileSync(`${path}.20150101-000030`, lines(0, 2).slice(0, -1));
    writeFileSync(path, lines(2, 3));
    assert.deepEqual(await read({ tail: 2 }), [12]);
  });

  it('tells a missing file from one that is no file', async () => {
    await assert.rejects(openLog(path, {}), { kind: 'not-found', message: `log file ${path} not found on this host` });
    mkdirSync(path);
    await assert.rejects(openLog(path, {}), { message: `log path ${path} is not a regular file` });
  });
});
