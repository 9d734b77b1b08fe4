import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from './support/program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the package that npm would publish', () => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  let dir = '';

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'crix-package-'));
    const pack = ['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', dir];
    const packed = await run(pack, { env, cwd: root });
    assert.equal(packed.status, 0, packed.stderr);
    const unpacked = await run(['tar', '-xzf', join(dir, packed.stdout.trim()), '-C', dir], { env });
    assert.equal(unpacked.status, 0, unpacked.stderr);
  });

  after(() => rm(dir, { recursive: true, force: true }));

  it('starts without other packages, under each of its names', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    for (const name of ['crix', 'crictl']) {
      const link = join(dir, name);
      await symlink(join(dir, 'package/bin/crix.js'), link);
      const { status, stdout, stderr } = await run([process.execPath, link, '--version'], { env });
      assert.deepEqual([status, stdout, stderr], [0, `${name} version ${version}\n`, '']);
    }
  });

  it('holds licence, readme and changelog, and no tests', async () => {
    const { stdout } = await run(['find', join(dir, 'package'), '-type', 'f'], { env });
    for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md']) assert.ok(stdout.includes(`package/${file}\n`), file);
    assert.ok(!stdout.includes('.test.'));
  });
});
