import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Inside, pathOf } from '../../../src/inside/walk.ts';

/** A folder that plays a container's root, beside a file that it must not reach. */
function rootIn(test: TestContext): { root: string; tree: Inside } {
  const folder = mkdtempSync(join(tmpdir(), 'crix-walk-'));
  const root = join(folder, 'root');
  mkdirSync(join(root, 'etc'), { recursive: true });
  writeFileSync(join(root, 'etc', 'passwd'), 'inside\n');
  writeFileSync(join(folder, 'secret'), 'outside\n');
  const tree = new Inside(root);
  test.after(() => {
    tree.close();
    rmSync(folder, { recursive: true });
  });
  return { root, tree };
}

function textAt(tree: Inside, path: string): string | undefined {
  const { found } = tree.walk(path);
  return found === undefined ? undefined : readFileSync(pathOf(found.fd), 'utf8');
}

describe('Inside', () => {
  it('follows absolute links within the root', (test) => {
    const { root, tree } = rootIn(test);
    symlinkSync('/etc/passwd', join(root, 'absolute'));
    symlinkSync('/etc', join(root, 'folder'));
    assert.equal(textAt(tree, '/absolute'), 'inside\n');
    assert.equal(textAt(tree, 'folder/passwd'), 'inside\n');
  });

  it('never goes above the root', (test) => {
    const { root, tree } = rootIn(test);
    symlinkSync('../../../../../../secret', join(root, 'etc', 'up'));
    symlinkSync('../secret', join(root, 'beside'));
    assert.equal(textAt(tree, '../secret'), undefined);
    assert.equal(textAt(tree, '/etc/../../secret'), undefined);
    assert.equal(textAt(tree, '/etc/up'), undefined);
    assert.equal(textAt(tree, '/beside'), undefined);
    assert.equal(textAt(tree, '/../../etc/../etc/passwd'), 'inside\n');
  });

  it('gives a link itself where it is not to be followed', (test) => {
    const { root, tree } = rootIn(test);
    symlinkSync('nowhere', join(root, 'broken'));
    assert.equal(tree.walk('broken', { follows: false }).found?.stats.isSymbolicLink(), true);
    assert.deepEqual(
      [tree.walk('broken').found, tree.walk('broken').name, tree.walk('broken').folder],
      [undefined, 'nowhere', tree.root],
    );
  });

  it('says where something that is missing would be', (test) => {
    const { tree } = rootIn(test);
    const inEtc = tree.walk('/etc/new');
    assert.equal(inEtc.name, 'new');
    assert.notEqual(inEtc.folder, undefined);
    assert.equal(tree.walk('/no/such').folder, undefined);
  });

  it('gives up on links that lead in a circle, and on files that are taken for folders', (test) => {
    const { root, tree } = rootIn(test);
    symlinkSync('b', join(root, 'a'));
    symlinkSync('a', join(root, 'b'));
    assert.throws(() => tree.walk('/a'), { code: 'ELOOP' });
    assert.throws(() => tree.walk('/etc/passwd/x'), { code: 'ENOTDIR' });
  });
});
