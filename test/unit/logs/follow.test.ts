import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLog } from '../../../src/logs/read.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crix-follow-'));
  path = join(folder, '0.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

let rotations = 0;

/** The file that `path` becomes when it is rotated. */
function nextRotation(): string {
  rotations++;
  return `${path}.20260101-${String(rotations).padStart(6, '0')}`;
}

const line = (text: unknown): string => `2015-01-01T00:00:01Z stdout F ${text}\n`;

/** Follows the log in the background, until the container is said to be over or the follow is aborted. */
function follow(pollMs?: number) {
  const container = { isOver: false };
  const abort = new AbortController();
  const waiting: { text: string; resolve: () => void }[] = [];
  let shown = '';
  const run = async (): Promise<string> => {
    const isOver = (): Promise<boolean> => Promise.resolve(container.isOver);
    const options = { isOver, signal: abort.signal, ...(pollMs === undefined ? {} : { pollMs }) };
    for await (const { bytes } of readLog(path, { follow: options })) {
      shown += Buffer.from(bytes).toString();
      for (const { text, resolve } of waiting) if (shown.includes(text)) resolve();
    }
    return shown;
  };
  const done = run();
  return {
    /** Resolves when the text has been shown. */
    sees: (text: string) =>
      new Promise<void>((resolve) => {
        if (shown.includes(text)) resolve();
        else waiting.push({ text, resolve });
      }),
    /** What was shown, once the container is over. */
    over: () => {
      container.isOver = true;
      appendFileSync(path, '');
      return done;
    },
    aborted: () => {
      abort.abort();
      return done;
    },
  };
}

describe('a followed log', () => {
  it('shows lines as they come, whole', async () => {
    writeFileSync(path, line('one'));
    const log = follow();
    await log.sees('one\n');
    appendFileSync(path, '2015-01-01T00:00:01Z stdout F ha');
    appendFileSync(path, 'lf\n');
    await log.sees('half\n');
    assert.equal(await log.over(), 'one\nhalf\n');
  });

  it('ends at once when the container is over, with a last line that has no newline', async () => {
    writeFileSync(path, line('one') + line('two').slice(0, -1));
    assert.equal(await follow(10).over(), 'one\ntwo');
  });

  it('ends when told to', async () => {
    writeFileSync(path, line('one'));
    const log = follow();
    await log.sees('one\n');
    assert.equal(await log.aborted(), 'one\n');
  });

  it('shows what was written just before the end', async () => {
    writeFileSync(path, line('one'));
    const log = follow(10);
    await log.sees('one\n');
    appendFileSync(path, line('two'));
    assert.equal(await log.over(), 'one\ntwo\n');
  });

  it('goes on in the new file after a rotation, with what still went to the old one', async () => {
    writeFileSync(path, line(1));
    const log = follow(10);
    await log.sees('1\n');
    const old = nextRotation();
    renameSync(path, old);
    appendFileSync(old, line(2));
    writeFileSync(path, line(4));
    appendFileSync(old, line(3));
    await log.sees('4\n');
    appendFileSync(path, line(5));
    await log.sees('5\n');
    assert.equal(await log.over(), '1\n2\n3\n4\n5\n');
  });

  it('reads files that were written and rotated in between', async () => {
    writeFileSync(path, line(1));
    const log = follow(10);
    await log.sees('1\n');
    appendFileSync(path, line(2));
    const own = nextRotation();
    renameSync(path, own);
    writeFileSync(`${nextRotation()}.gz`, gzipSync(line(3)));
    writeFileSync(nextRotation(), line(4));
    writeFileSync(path, line(5));
    await log.sees('5\n');
    assert.equal(await log.over(), '1\n2\n3\n4\n5\n');
  });

  it('starts again when the file is truncated, even if it has grown past the old end', async () => {
    writeFileSync(path, line('first'));
    const log = follow(10);
    await log.sees('first\n');
    truncateSync(path);
    appendFileSync(path, line('second'));
    await log.sees('second\n');
    writeFileSync(path, '2016-02-02T00:00:01Z stdout F third, longer than all before together\n'.repeat(2));
    await log.sees('together\n');
    assert.match(await log.over(), /^first\nsecond\n(third, longer than all before together\n){2}$/);
  });

  it('waits for a deleted file to come back', async () => {
    writeFileSync(path, line(1));
    const log = follow(10);
    await log.sees('1\n');
    rmSync(path);
    writeFileSync(path, line(2));
    await log.sees('2\n');
    assert.equal(await log.over(), '1\n2\n');
  });

  it('loses and repeats nothing under a writer that rotates all the time', async () => {
    writeFileSync(path, line(0));
    const log = follow(5);
    const count = 3000;
    for (let number = 1; number <= count; number++) {
      appendFileSync(path, line(number));
      if (number % 97 === 0) {
        renameSync(path, nextRotation());
        writeFileSync(path, '');
      }
      if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await log.sees(`\n${count}\n`);
    assert.deepEqual(
      (await log.over()).split('\n').slice(0, -1).map(Number),
      Array.from({ length: count + 1 }, (_, n) => n),
    );
  });
});
