import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { editConfig, writeAtomically } from '../../../src/config/edit.ts';
import { parseConfig } from '../../../src/config/file.ts';

const dir = mkdtempSync(join(tmpdir(), 'crix-config-'));
after(() => rmSync(dir, { recursive: true }));

const rest = 'image-endpoint: ""\npull-image-on-create: false\ndisable-pull-on-run: false\nmax-retries: 0\n';

test('edit: comments, order and untouched spellings stay', async () => {
  const text = '# node\nruntime-endpoint: "unix:///run/a.sock" # the runtime\ntimeout: 5   # seconds\n\ndebug: false\n';
  assert.equal(
    await editConfig(text, 'f', { timeout: 9, debug: true }),
    `# node\nruntime-endpoint: "unix:///run/a.sock" # the runtime\ntimeout: 9   # seconds\n\ndebug: true\n${rest}`,
  );
});

test('edit: every copy of a repeated key is set', async () => {
  assert.match(await editConfig('timeout: 1\ntimeout: 2\n', 'f', { timeout: 8 }), /^timeout: 8\ntimeout: 8\n/);
});

test('edit: values that YAML would read otherwise are quoted', async () => {
  for (const value of ['npipe:////./pipe/x: #y', 'true', '', '5', '"', ' x']) {
    const text = await editConfig('', 'f', { 'runtime-endpoint': value });
    assert.equal((await parseConfig(text, 'f'))['runtime-endpoint'], value);
  }
});

test('edit: line ends stay as they are', async () => {
  assert.match(await editConfig('debug: true\r\n', 'f', { timeout: 1 }), /^debug: true\r\nruntime-endpoint: ""\r\n/);
});

test('edit: a file that is not one key a line is refused', async () => {
  for (const text of ['{timeout: 4}', '---\ntimeout: 4\n...\n', 'runtime-endpoint: >\n  unix:///x\n']) {
    await assert.rejects(editConfig(text, 'f', { timeout: 1, 'runtime-endpoint': 'y' }), /cannot edit config file f/);
  }
});

test('write: mode and link stay, nothing is left beside the file', () => {
  const real = join(dir, 'real.yaml');
  const link = join(dir, 'link.yaml');
  writeFileSync(real, 'old');
  chmodSync(real, 0o640);
  symlinkSync(real, link);
  writeAtomically(link, 'new');
  assert.deepEqual(
    [readFileSync(real, 'utf8'), statSync(real).mode & 0o777, lstatSync(link).isSymbolicLink()],
    ['new', 0o640, true],
  );
  assert.deepEqual(readdirSync(dir).sort(), ['link.yaml', 'real.yaml']);
});

test('write: folders are made; a target that cannot be written is named', () => {
  writeAtomically(join(dir, 'a/b/c.yaml'), 'x');
  assert.equal(readFileSync(join(dir, 'a/b/c.yaml'), 'utf8'), 'x');
  assert.throws(() => writeAtomically(join(dir, 'a/b/c.yaml/d'), 'x'), /cannot write .*c\.yaml\/d/);
});

test('write: what is no file, such as a device, is not replaced', () => {
  const pipe = join(dir, 'pipe');
  execFileSync('mkfifo', [pipe]);
  assert.throws(() => writeAtomically(pipe, 'x'), /cannot write .*pipe: it is no plain file/);
  assert.ok(statSync(pipe).isFIFO());
});
