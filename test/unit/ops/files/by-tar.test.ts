import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { copyInByTar, copyOutByTar, type Programs, tarInByTar, tarOutByTar } from '../../../../src/ops/files/by-tar.ts';
import type { CopyInput } from '../../../../src/ops/files/copy.ts';
import { tar } from '../../../lab/tar.ts';
import { gather } from '../../../support/gather.ts';

/** This machine's tar and test, with a folder in place of the container's root. */
function programsIn(root: string): Programs {
  const words = (command: readonly string[]): [string, string[]] => {
    const [program = '', ...rest] = command.map((word) => (word.startsWith('/') ? root + word : word));
    return [program, rest];
  };
  return {
    status: async (command) => spawnSync(...words(command)).status ?? 1,
    async *read(command) {
      yield* spawn(...words(command)).stdout;
    },
    async write(command, input) {
      const child = spawn(...words(command));
      Readable.from(input).pipe(child.stdin);
      await once(child, 'close');
    },
  };
}

function place(test: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'crix-by-tar-'));
  test.after(() => rmSync(folder, { recursive: true }));
  const [root, host] = [join(folder, 'root'), join(folder, 'host')];
  mkdirSync(join(root, 'data', 'sub'), { recursive: true });
  mkdirSync(host);
  writeFileSync(join(root, 'data', 'one'), '1');
  writeFileSync(join(root, 'data', 'sub', 'two'), '2');
  symlinkSync('sub', join(root, 'data', 'link'));
  return { root, host, programs: programsIn(root) };
}

const deps = { signal: new AbortController().signal, note: async () => undefined };

function input(inside: string, outside: string): CopyInput {
  return { inside, outside, follows: false, describeInside: (path) => `the file ${path} in container c` };
}

describe("copies by the container's own tar", () => {
  it('come out as a folder, under a new name, and as what is in it', async (test) => {
    const { host, programs } = place(test);
    await copyOutByTar(programs, input('/data', host), deps);
    await copyOutByTar(programs, input('data', join(host, 'new')), deps);
    await copyOutByTar(programs, input('/data/link/.', host), deps);
    assert.deepEqual(readdirSync(host), ['data', 'new', 'two']);
    assert.equal(readFileSync(join(host, 'new', 'sub', 'two'), 'utf8'), '2');
  });

  it('go in, into a folder that is there or under a new name', async (test) => {
    const { root, host, programs } = place(test);
    writeFileSync(join(host, 'f'), 'new');
    await copyInByTar(programs, input('/data', join(host, 'f')));
    await copyInByTar(programs, input('/data/g', join(host, 'f')));
    assert.deepEqual(readdirSync(join(root, 'data')), ['f', 'g', 'link', 'one', 'sub']);
  });

  it('are archives', async (test) => {
    const { root, programs } = place(test);
    const bytes = await gather(tarOutByTar(programs, input('/data/sub', '')));
    mkdirSync(join(root, 'copy'));
    await tarInByTar(programs, input('/copy', ''), Readable.from([bytes]));
    assert.equal(readFileSync(join(root, 'copy', 'sub', 'two'), 'utf8'), '2');
  });

  it('are refused where they do not fit', async (test) => {
    const { host, programs } = place(test);
    writeFileSync(join(host, 'f'), 'new');
    await assert.rejects(copyOutByTar(programs, input('/none', host), deps), /could not find the file \/none/);
    await assert.rejects(copyOutByTar(programs, input('/data/one/', host), deps), /not a directory/);
    await assert.rejects(copyInByTar(programs, input('/no/such', join(host, 'f'))), /could not find/);
    await assert.rejects(copyInByTar(programs, input('/data/one', host)), /cannot copy directory/);
    await assert.rejects(tarInByTar(programs, input('/data/one', ''), Readable.from([tar([])])), /not a directory/);
  });

  it('cannot write outside the folder of the host, whatever the archive says', async (test) => {
    const { host, programs } = place(test);
    const evil = tar([
      { path: 'data/door', link: host },
      { path: 'data/door/evil', bytes: Buffer.from('x') },
    ]);
    const hostile: Programs = {
      ...programs,
      read: async function* () {
        yield evil;
      },
    };
    mkdirSync(join(host, 'target'));
    await assert.rejects(copyOutByTar(hostile, input('/data', join(host, 'target')), deps), /door is no folder/);
    assert.deepEqual(readdirSync(host), ['target']);
  });
});
