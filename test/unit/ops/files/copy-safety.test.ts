import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Inside } from '../../../../src/inside/walk.ts';
import { type CopyInput, copyIn, copyOut, tarIn, tarOut } from '../../../../src/ops/files/copy.ts';
import { tar } from '../../../lab/tar.ts';
import { gather } from '../../../support/gather.ts';

interface Place {
  /** The container's root. */
  root: string;
  /** A folder of the host. */
  host: string;
  tree: Inside;
}

function placeIn(test: TestContext): Place {
  const folder = mkdtempSync(join(tmpdir(), 'crix-copy-'));
  const [root, host] = [join(folder, 'root'), join(folder, 'host')];
  mkdirSync(join(root, 'data', 'sub'), { recursive: true });
  mkdirSync(host);
  writeFileSync(join(root, 'data', 'one'), '1');
  writeFileSync(join(root, 'data', 'sub', 'two'), '2');
  symlinkSync('one', join(root, 'data', 'link'));
  const tree = new Inside(root);
  test.after(() => {
    tree.close();
    rmSync(folder, { recursive: true });
  });
  return { root, host, tree };
}

const deps = { signal: new AbortController().signal, note: async () => undefined };

function input(inside: string, outside: string, follows = false): CopyInput {
  return { inside, outside, follows, describeInside: (path) => `the file ${path} in container c` };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('copyOut', () => {
  it('puts a folder into one that is there, or makes it under a new name', async (test) => {
    const { host, tree } = placeIn(test);
    await copyOut(tree, input('/data', host), deps);
    await copyOut(tree, input('/data', join(host, 'new')), deps);
    await copyOut(tree, input('/data/sub/.', host), deps);
    assert.deepEqual(readdirSync(host), ['data', 'new', 'two']);
    assert.equal(readFileSync(join(host, 'new', 'sub', 'two'), 'utf8'), '2');
    assert.equal(readlinkSync(join(host, 'data', 'link')), 'one');
  });

  it('keeps permissions and times, not owners', async (test) => {
    const { root, host, tree } = placeIn(test);
    writeFileSync(join(root, 'tool'), '#!', { mode: 0o750 });
    await copyOut(tree, input('/tool', join(host, 'tool')), deps);
    const [from, to] = [statSync(join(root, 'tool')), statSync(join(host, 'tool'))];
    assert.equal(to.mode & 0o7777, 0o750);
    assert.equal(Math.floor(to.mtimeMs), Math.floor(from.mtimeMs));
  });

  it('does not write through a link that stands where a folder of the copy would be', async (test) => {
    const { root, host, tree } = placeIn(test);
    const outside = join(host, 'outside');
    mkdirSync(outside);
    mkdirSync(join(host, 'target'));
    symlinkSync(outside, join(host, 'target', 'data'));
    // The caller's own link below the target is replaced, not followed.
    await copyOut(tree, input('/data', join(host, 'target')), deps);
    assert.deepEqual(readdirSync(outside), []);
    assert.equal(existsSync(join(root, 'data', 'one')), true);
  });

  it("does not read the host's files through links of the container", async (test) => {
    const { root, host, tree } = placeIn(test);
    writeFileSync(join(host, 'secret'), 'secret');
    symlinkSync(join(host, 'secret'), join(root, 'data', 'spy'));
    await assert.rejects(copyOut(tree, input('/data/spy', join(host, 'got'), true), deps), /could not find/);
    await copyOut(tree, input('/data', join(host, 'got')), deps);
    assert.equal(readlinkSync(join(host, 'got', 'spy')), join(host, 'secret'));
  });

  it('refuses what does not fit together', async (test) => {
    const { host, tree } = placeIn(test);
    writeFileSync(join(host, 'file'), 'x');
    await assert.rejects(copyOut(tree, input('/data', join(host, 'file')), deps), /cannot copy directory/);
    await assert.rejects(copyOut(tree, input('/none', host), deps), /could not find the file \/none in container c/);
    await assert.rejects(copyOut(tree, input('/data/one/', host), deps), /not a directory/);
    await assert.rejects(copyOut(tree, input('/data/one', join(host, 'no', 'such')), deps), /does not exist/);
    await assert.rejects(copyOut(tree, input('/data/one', join(host, 'no/')), deps), /not a directory/);
    assert.equal(readFileSync(join(host, 'file'), 'utf8'), 'x');
  });
});

describe('copyIn', () => {
  it('writes onto what a link of the container names, within the container', async (test) => {
    const { root, host, tree } = placeIn(test);
    writeFileSync(join(host, 'f'), 'new');
    symlinkSync('/data/one', join(root, 'absolute'));
    await copyIn(tree, input('/absolute', join(host, 'f')), deps);
    assert.equal(readFileSync(join(root, 'data', 'one'), 'utf8'), 'new');
    assert.equal(readlinkSync(join(root, 'absolute')), '/data/one');
  });

  it("never writes into the host's folders through links of the container", async (test) => {
    const { root, host, tree } = placeIn(test);
    const outside = join(host, 'outside');
    mkdirSync(outside);
    writeFileSync(join(host, 'f'), 'new');
    symlinkSync(outside, join(root, 'out'));
    symlinkSync('../../host/outside', join(root, 'up'));
    await assert.rejects(copyIn(tree, input('/out/x', join(host, 'f')), deps), /could not find/);
    await assert.rejects(copyIn(tree, input('/up/x', join(host, 'f')), deps), /could not find/);
    assert.deepEqual(readdirSync(outside), []);
  });
});

describe('archives', () => {
  it('come out under the name of what was asked for', async (test) => {
    const { tree, root } = placeIn(test);
    const bytes = await gather(tarOut(tree, input('/data', '')));
    mkdirSync(join(root, 'copy'));
    await tarIn(tree, input('/copy', ''), pieces(bytes), deps);
    assert.equal(readFileSync(join(root, 'copy', 'data', 'sub', 'two'), 'utf8'), '2');
  });

  it('cannot leave the folder by links that they bring along', async (test) => {
    const { root, host, tree } = placeIn(test);
    const evil = tar([
      { path: 'door', link: host },
      { path: 'door/evil', bytes: Buffer.from('evil') },
    ]);
    await assert.rejects(tarIn(tree, input('/data', ''), pieces(evil), deps), /door is no folder/);
    assert.deepEqual(readdirSync(host), []);
    assert.equal(readlinkSync(join(root, 'data', 'door')), host);
  });

  it('need a folder to be unpacked in', async (test) => {
    const { tree } = placeIn(test);
    await assert.rejects(tarIn(tree, input('/data/one', ''), pieces(tar([])), deps), /not a directory/);
    await assert.rejects(tarIn(tree, input('/none', ''), pieces(tar([])), deps), /could not find/);
  });
});
