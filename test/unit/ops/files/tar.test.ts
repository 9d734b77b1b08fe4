import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Entry, noContent } from '../../../../src/ops/files/entry.ts';
import { entriesInTar } from '../../../../src/ops/files/tar-read.ts';
import { tarOf } from '../../../../src/ops/files/tar-write.ts';
import { gather } from '../../../support/gather.ts';

function entry(path: string, more: Partial<Entry> & { text?: string } = {}): Entry {
  const bytes = Buffer.from(more.text ?? '');
  return {
    path: path.split('/'),
    kind: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    modifiedMs: 1_000_000,
    size: bytes.length,
    target: '',
    content:
      more.text === undefined
        ? noContent
        : async function* () {
            yield bytes;
          },
    ...more,
  };
}

async function bytesOf(entries: Entry[]): Promise<Buffer> {
  async function* all(): AsyncGenerator<Entry> {
    yield* entries;
  }
  return gather(tarOf(all()));
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface Read {
  path: string;
  kind: Entry['kind'];
  text: string;
  entry: Entry;
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Read[]> {
  const found: Read[] = [];
  for await (const one of entriesInTar(source)) {
    const text = (await gather(one.content())).toString('utf8');
    found.push({ path: one.path.join('/'), kind: one.kind, text, entry: one });
  }
  return found;
}

const longName = `${'deep/'.repeat(30)}${'sn☃w'.repeat(30)}`;

describe('tar archives', () => {
  for (const size of [1, 7, 512, 100_000]) {
    it(`come back as they were, in pieces of ${size} bytes`, async () => {
      const bytes = await bytesOf([
        entry('d', { kind: 'folder', mode: 0o1755 }),
        entry('d/file', { text: 'x'.repeat(1000), uid: 1000, gid: 7, mode: 0o4750 }),
        entry('d/empty', { text: '' }),
        entry('link', { kind: 'link', target: '/some/where' }),
        entry(longName, { text: 'long', uid: 9_000_000 }),
        entry('far', { kind: 'link', target: `/${longName}` }),
      ]);
      const read = await readAll(cut(bytes, size));
      assert.deepEqual(
        read.map(({ path, kind, text }) => [path, kind, text]),
        [
          ['d', 'folder', ''],
          ['d/file', 'file', 'x'.repeat(1000)],
          ['d/empty', 'file', ''],
          ['link', 'link', ''],
          [longName, 'file', 'long'],
          ['far', 'link', ''],
        ],
      );
      const file = read[1]?.entry;
      assert.deepEqual([file?.uid, file?.gid, file?.mode, file?.modifiedMs], [1000, 7, 0o4750, 1_000_000]);
      assert.equal(read[0]?.entry.mode, 0o1755);
      assert.deepEqual(
        [read[3]?.entry.target, read[4]?.entry.uid, read[5]?.entry.target],
        ['/some/where', 9_000_000, `/${longName}`],
      );
    });
  }

  it('are what tar reads, and tar writes what is read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crix-tar-'));
    try {
      writeFileSync(
        join(folder, 'a.tar'),
        await bytesOf([entry('d', { kind: 'folder' }), entry(longName, { text: 'hi' })]),
      );
      const listed = execFileSync('tar', ['-tf', 'a.tar', '--quoting-style=literal'], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.deepEqual(listed.trim().split('\n'), ['d/', longName]);
      writeFileSync(join(folder, 'x'.repeat(90)), 'gnu');
      const gnu = execFileSync(
        'tar',
        ['-cf', '-', '--format=gnu', '--transform', `s,^,${'y/'.repeat(40)},`, 'x'.repeat(90)],
        { cwd: folder },
      );
      assert.deepEqual(
        (await readAll(cut(gnu, 300))).map(({ path, text }) => [path, text]),
        [[`${'y/'.repeat(40)}${'x'.repeat(90)}`, 'gnu']],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('skip what is not read of a file', async () => {
    const bytes = await bytesOf([entry('a', { text: 'x'.repeat(5000) }), entry('b', { text: 'y' })]);
    const names: string[] = [];
    for await (const { path } of entriesInTar(cut(bytes, 999))) names.push(path.join('/'));
    assert.deepEqual(names, ['a', 'b']);
  });

  it('are refused when a name leads out of the target, when they are cut off, and when they are something else', async () => {
    const escaping = await bytesOf([entry('../evil', { text: 'x' })]);
    await assert.rejects(readAll(cut(escaping, 512)), /leads out of the target/);
    const whole = await bytesOf([entry('a', { text: 'x'.repeat(2000) })]);
    await assert.rejects(readAll(cut(whole.subarray(0, 1500), 512)), /ends too early/);
    await assert.rejects(readAll(cut(Buffer.from('no archive at all'.repeat(100)), 512)), /no tar archive/);
  });
});
