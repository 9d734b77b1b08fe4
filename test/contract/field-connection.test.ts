import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { crixWords, run } from '../e2e/support/program.ts';
import { assertPlainFailure, runCrix, serve } from './scripted-runtime.ts';

describe('where the runtime is', () => {
  it('a gRPC server without CRI is named, with the cause, whatever is asked', async (test) => {
    const all = ['Version', 'ListContainers', 'ListImages', 'ImageFsInfo', 'GetContainerEvents', 'RuntimeConfig'];
    const { crix, socket } = await serve(test, { unimplemented: all });
    for (const command of ['ps', 'images', 'events', 'runtime-config']) {
      const outcome = await crix([command]);
      assertPlainFailure(outcome);
      assert.ok(outcome.stderr.includes(`${socket} does not serve CRI v1`), outcome.stderr);
      assert.match(outcome.stderr, /disabled_plugins/);
    }
  });

  it('a method that an old runtime lacks is told in words', async (test) => {
    const { crix } = await serve(test, { unimplemented: ['GetContainerEvents', 'RuntimeConfig'] });
    const events = await crix(['events']);
    assertPlainFailure(events);
    assert.match(events.stderr, /does not report events.*\n.*1\.7/);
    const config = await crix(['runtime-config']);
    assertPlainFailure(config);
    assert.match(config.stderr, /cgroup driver.*\n.*SystemdCgroup/);
  });

  it('without any setting the known sockets are tried, and all are named', async (test) => {
    const dir = mkdtempSync(join(tmpdir(), 'crix-'));
    test.after(() => rmSync(dir, { recursive: true }));
    writeFileSync(join(dir, 'crictl.yaml'), '');
    const known = ['/run/containerd/containerd.sock', '/run/crio/crio.sock', '/var/run/cri-dockerd.sock'];
    if (known.some((path) => existsSync(path))) {
      test.skip('a runtime listens here');
      return;
    }
    const outcome = await run([...crixWords, 'ps'], {
      env: { PATH: process.env['PATH'], CRI_CONFIG_FILE: join(dir, 'crictl.yaml') },
    });
    assertPlainFailure(outcome);
    for (const path of known) assert.ok(outcome.stderr.includes(path), outcome.stderr);
    assert.match(outcome.stderr, /crix config runtime-endpoint/);
  });

  it('no permission, and a stale socket, each have their own words', async (test) => {
    const dir = mkdtempSync(join(tmpdir(), 'crix-'));
    test.after(() => rmSync(dir, { recursive: true }));
    const socket = join(dir, 's');
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(socket, resolve));
    test.after(() => void listener.close());
    chmodSync(socket, 0);
    if (process.getuid?.() === 0) {
      chmodSync(dir, 0o755);
      const words = ['setpriv', '--reuid=65534', '--clear-groups', ...crixWords, '-r', `unix://${socket}`, 'ps'];
      const denied = await run(words, { env: { PATH: process.env['PATH'], CRI_CONFIG_FILE: '/dev/null' } });
      assertPlainFailure(denied);
      assert.match(denied.stderr, /permission denied: .*\nrun as root/);
    }
    const stale = join(dir, 'stale');
    const dies = `net.createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await run([process.execPath, '-e', dies], { env: {} });
    const refused = await runCrix(dir, stale, ['ps']);
    assertPlainFailure(refused);
    assert.match(refused.stderr, /connection refused: nobody listens on .*stale/);
  });

  it('every spelling of a path works, others are refused by name', async (test) => {
    const { crix, socket } = await serve(test);
    for (const form of [`unix:${socket}`, `unix://${socket}`, `unix:///${socket}`]) {
      const { status, stderr } = await crix(['-r', form, 'version']);
      assert.deepEqual({ form, status, stderr }, { form, status: 0, stderr: '' });
    }
    const bare = await crix(['-r', socket, 'version']);
    assert.equal(bare.status, 0);
    assert.equal(bare.stderr, `crix: runtime-endpoint "${socket}" has no protocol; write unix://${socket}\n`);
    const http = await crix(['-r', 'http://x', 'version']);
    assertPlainFailure(http, 2);
    assert.match(http.stderr, /http:\/\/ is not supported/);
    const two = await crix(['-r', 'unix://tmp/x.sock', 'version']);
    assertPlainFailure(two, 2);
    assert.match(two.stderr, /three slashes\ndid you mean unix:\/\/\/tmp\/x\.sock/);
  });
});
