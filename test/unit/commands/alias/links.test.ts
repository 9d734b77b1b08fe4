import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { installLink, removeLink, shadowOf } from '../../../../src/commands/alias/links.ts';

function folder(test: TestContext): { dir: string; program: string; link: string } {
  const dir = mkdtempSync(join(tmpdir(), 'crix-links-'));
  test.after(() => rmSync(dir, { recursive: true }));
  const program = join(dir, 'crix.js');
  writeFileSync(program, '');
  return { dir, program, link: join(dir, 'docker') };
}

describe('links that crix answers to', () => {
  it('are made once and taken away again', (test) => {
    const { program, link } = folder(test);
    assert.equal(installLink(link, program), 'made');
    assert.equal(readlinkSync(link), program);
    assert.equal(installLink(link, program), 'there');
    assert.equal(removeLink(link), 'removed');
    assert.equal(removeLink(link), 'absent');
  });

  it('never take the place of what crix did not make', (test) => {
    const { dir, program, link } = folder(test);
    writeFileSync(link, 'a real docker');
    assert.equal(installLink(link, program), 'foreign');
    assert.equal(removeLink(link), 'foreign');
    assert.ok(lstatSync(link).isFile());
    const other = join(dir, 'crictl');
    symlinkSync('/usr/lib/podman/podman', other);
    assert.equal(installLink(other, program), 'foreign');
    assert.equal(removeLink(other), 'foreign');
  });

  it('of a crix that was moved are renewed, also when they lead nowhere', (test) => {
    const { program, link } = folder(test);
    symlinkSync('/opt/gone/bin/crix.js', link);
    assert.equal(installLink(link, program), 'made');
    assert.equal(readlinkSync(link), program);
  });

  it('lead to the program itself, not to another link', (test) => {
    const { dir, program, link } = folder(test);
    const command = join(dir, 'crix');
    symlinkSync(program, command);
    assert.equal(installLink(link, command), 'made');
    assert.equal(readlinkSync(link), program);
  });

  it('may be hidden by a program of the same name', (test) => {
    const { dir, program, link } = folder(test);
    const first = folder(test).dir;
    installLink(link, program);
    assert.equal(shadowOf(link, `${first}:${dir}`), undefined);
    writeFileSync(join(first, 'docker'), '');
    chmodSync(join(first, 'docker'), 0o755);
    assert.equal(shadowOf(link, `${first}:${dir}`), join(first, 'docker'));
    assert.equal(shadowOf(link, `${dir}:${first}`), undefined);
  });
});
