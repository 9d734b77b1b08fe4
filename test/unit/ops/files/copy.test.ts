import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Inside } from '../../../../src/inside/walk.ts';
import { copyIn, copyOut } from '../../../../src/ops/files/copy.ts';

const { signal } = new AbortController();
const deps = { signal, note: async () => undefined };
const describeInside = (path: string): string => path;

/** A container's files, which are not the machine's, and a folder of the machine. */
function places(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'crix-copy-'));
  const [inner, outer] = [join(folder, 'inner'), join(folder, 'outer')];
  for (const each of [inner, outer]) mkdirSync(each);
  const tree = new Inside(inner);
  context.after(() => {
    tree.close();
    rmSync(folder, { recursive: true });
  });
  return { inner, outer, tree };
}

test('a folder is copied with all that is in it, links as links', async (context) => {
  const { inner, outer, tree } = places(context);
  mkdirSync(join(inner, 'etc'));
  writeFileSync(join(inner, 'etc/conf'), 'a=b');
  symlinkSync('/etc/conf', join(inner, 'etc/link'));
  const input = { inside: '/etc', outside: outer, follows: false, describeInside };
  await copyOut(tree, input, deps);
  assert.equal(readFileSync(join(outer, 'etc/conf'), 'utf8'), 'a=b');
  assert.ok(lstatSync(join(outer, 'etc/link')).isSymbolicLink());
});

test('a link in the container does not lead out of it', async (context) => {
  const { inner, outer, tree } = places(context);
  writeFileSync(join(outer, 'file'), 'new');
  symlinkSync(outer, join(inner, 'way'));
  const input = { inside: '/way/file', outside: join(outer, 'file'), follows: false, describeInside };
  await assert.rejects(copyIn(tree, input, deps), { kind: 'not-found' });
});

test('what is no file is not replaced: /dev/null would be a file from then on', async (context) => {
  const { inner, outer, tree } = places(context);
  writeFileSync(join(inner, 'file'), 'x');
  const pipe = join(outer, 'null');
  execFileSync('mkfifo', [pipe]);
  const input = { inside: '/file', outside: pipe, follows: false, describeInside };
  await assert.rejects(copyOut(tree, input, deps), /null is a device, pipe or socket/);
  assert.ok(lstatSync(pipe).isFIFO());
});
