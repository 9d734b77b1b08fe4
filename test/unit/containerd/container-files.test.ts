import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readContainerFile } from '../../../src/containerd/container-files.ts';

// Our own process stands for one in a container: its root is the host's, and links are made to leave a folder of it.
const folder = mkdtempSync(join(tmpdir(), 'crix-container-files-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'etc'));
writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0\n');
symlinkSync('passwd', join(folder, 'etc/relative'));
symlinkSync(join(folder, 'etc/passwd'), join(folder, 'etc/absolute'));
symlinkSync('../../../../../../../../../../../../proc/self/../self/no-such', join(folder, 'etc/far'));
symlinkSync('loop', join(folder, 'etc/loop'));
symlinkSync('etc', join(folder, 'link-to-folder'));
execFileSync('mkfifo', [join(folder, 'etc/fifo')]);

const read = (name: string): string | undefined => readContainerFile(process.pid, `${folder}/${name}`);

describe('readContainerFile', () => {
  it('reads plain files and follows links', () => {
    for (const name of [
      'etc/passwd',
      'etc/relative',
      'etc/absolute',
      './etc//../etc/passwd',
      'link-to-folder/passwd',
    ]) {
      assert.equal(read(name), 'root:x:0:0\n', name);
    }
  });

  it('never goes above the root', () => {
    assert.equal(readContainerFile(process.pid, `/../../..${folder}/etc/passwd`), 'root:x:0:0\n');
  });

  it('has nothing for what is absent, a loop, a folder, or a fifo that would block', () => {
    for (const name of ['etc/shadow', 'etc/passwd/x', 'etc/far', 'etc/loop', 'etc', 'etc/fifo']) {
      assert.equal(read(name), undefined, name);
    }
  });
});
