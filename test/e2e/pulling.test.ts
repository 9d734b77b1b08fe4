import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { refs } from '../lab/images.ts';
import { onEachNode } from './support/suite.ts';

onEachNode('pulling', (node) => {
  const locked = (): string => `${node.lab.registries.locked.host}/${refs.spare}`;
  const has = async (ref: string): Promise<boolean> => (await node.tags()).includes(ref);

  /** Pulls from the registry with a password, checks that the image came, removes it again. */
  async function pullLocked(words: readonly string[], env: Record<string, string> = {}): Promise<void> {
    const { status, stderr } = await node.crix(['pull', ...words, locked()], { env });
    assert.equal(status, 0, stderr);
    assert.ok(await has(locked()));
    await node.ok('rmi', locked());
  }

  it('from an open registry', async () => {
    const text = await node.ok('pull', node.image('busybox'));
    assert.match(text, /^Image is up to date for /);
    assert.ok(await has(node.image('busybox')));
  });

  it('what does not exist fails and names it', async () => {
    const { status, stderr } = await node.crix(['pull', `${node.lab.registry}/lab/none:v9`]);
    assert.equal(status, 1);
    assert.match(stderr, /lab\/none:v9/);
  });

  it('a locked registry refuses who has no password', async () => {
    const { status, stderr } = await node.crix(['pull', locked()]);
    assert.equal(status, 1);
    assert.match(stderr, /auth|denied|401|credentials/i);
    assert.equal(await has(locked()), false);
  });

  it('a locked registry, --creds', async () => {
    const { username, password } = node.lab.registries.locked;
    await pullLocked(['--creds', `${username}:${password}`]);
  });

  it("a locked registry, docker's stored password", async () => {
    const { host, username, password } = node.lab.registries.locked;
    const folder = join(node.lab.dir, 'docker-config');
    await mkdir(folder);
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    await pullLocked([], { DOCKER_CONFIG: folder });
  });

  it('a locked registry, a credential helper; the password is never printed', async () => {
    const { host, username, password } = node.lab.registries.locked;
    const bin = join(node.lab.dir, 'bin');
    const folder = join(node.lab.dir, 'docker-config-helper');
    await mkdir(bin);
    await mkdir(folder);
    const reply = JSON.stringify({ ServerURL: host, Username: username, Secret: password });
    const script = `#!/bin/sh\nread server\n[ "$1" = get ] && [ "$server" = ${host} ] && echo '${reply}'\n`;
    await writeFile(join(bin, 'docker-credential-lab'), script);
    await chmod(join(bin, 'docker-credential-lab'), 0o755);
    await writeFile(join(folder, 'config.json'), JSON.stringify({ credHelpers: { [host]: 'lab' } }));
    const env = { DOCKER_CONFIG: folder, PATH: `${bin}:${node.env['PATH']}` };
    const { stdout, stderr, status } = await node.crix(['--debug', 'pull', locked()], { env });
    assert.equal(status, 0, stderr);
    assert.ok(!`${stdout}${stderr}`.includes(password));
    await node.ok('rmi', locked());
  });

  it('--username asks for the password without showing it', async () => {
    const { username, password } = node.lab.registries.locked;
    let isTyped = false;
    const { status, stdout } = await node.terminal(['pull', '--username', username, locked()], {
      onOutput(text, { type }) {
        if (isTyped || !/password/i.test(text)) return;
        isTyped = true;
        type(`${password}\r`);
      },
    });
    assert.equal(status, 0, stdout);
    assert.ok(!stdout.includes(password));
    await node.ok('rmi', locked());
  });

  // Before the next one: what was fetched once would not be fetched again.
  it('Ctrl-C ends a pull with status 130, and there is no image', async () => {
    const ref = `${node.lab.registries.slow}/${refs.big}`;
    let isSent = false;
    const { status } = await node.terminal(['pull', ref], {
      onOutput(text, { type }) {
        if (isSent || !/\d ?[kM]i?B/.test(text)) return;
        isSent = true;
        type('\x03');
      },
    });
    assert.equal(status, 130);
    assert.equal(await has(ref), false);
  });

  it('a slow registry, on a terminal: bytes done and total while it goes on', async () => {
    const { status, stdout } = await node.terminal(['pull', `${node.lab.registries.slow}/${refs.big}`]);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /\d(\.\d+)? ?[kM]i?B ?\/ ?\d+(\.\d+)? ?[kM]i?B/);
    assert.match(stdout, /Image is up to date for /);
    await node.ok('rmi', `${node.lab.registries.slow}/${refs.big}`);
  });

  it('a slow registry, in a pipe: plain', async () => {
    const { status, stdout, stderr } = await node.crix(['pull', `${node.lab.registries.slow}/${refs.spare}`]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Image is up to date for \S+\n$/);
    await node.ok('rmi', `${node.lab.registries.slow}/${refs.spare}`);
  });
});
