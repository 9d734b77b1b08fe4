import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { crixWords } from '../e2e/support/program.ts';
import { assertPlainFailure, runCrix, serve } from './scripted-runtime.ts';

describe('a runtime that misbehaves', () => {
  for (const fault of ['cut', 'cut-inside', 'reset', 'garbage', 'no-trailers'] as const) {
    it(`an answer that is ${fault} is one plain error`, async (test) => {
      const { crix } = await serve(test, { faults: { ListContainers: fault } });
      assertPlainFailure(await crix(['ps']));
    });
  }

  it('an answer that never comes ends at the time limit', async (test) => {
    const { crix } = await serve(test, { delay_ms: { ListContainers: 60_000 } });
    const outcome = await crix(['-t', '300ms', 'ps']);
    assertPlainFailure(outcome);
    assert.match(outcome.stderr, /0\.3s.*DeadlineExceeded/);
  });

  it('a socket where nobody speaks HTTP/2 is one plain error that names it', async (test) => {
    const dir = mkdtempSync(join(tmpdir(), 'crix-'));
    const socket = join(dir, 's');
    const server = createServer((connection) => connection.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    test.after(() => {
      server.close();
      rmSync(dir, { recursive: true });
    });
    assertPlainFailure(await runCrix(dir, socket, ['-t', '2s', 'ps']));
  });

  it('a server without CRI is told from one without a method', async (test) => {
    const { crix } = await serve(test, { unimplemented: ['Version', 'ListContainers'] });
    const outcome = await crix(['ps']);
    assertPlainFailure(outcome);
    assert.match(outcome.stderr, /disabled_plugins/);
    const other = await serve(test, { unimplemented: ['ListMetricDescriptors'] });
    const { stderr } = await other.crix(['metricdescs']);
    assert.doesNotMatch(stderr, /disabled_plugins/);
    assert.match(stderr, /ListMetricDescriptors.*Unimplemented/);
  });
});

describe('a socket that cannot be reached', () => {
  it('is named together with the reason', async (test) => {
    const { dir } = await serve(test);
    const missing = await runCrix(dir, join(dir, 'none.sock'), ['ps']);
    assertPlainFailure(missing);
    assert.match(missing.stderr, /no such file: .*none\.sock/);
    writeFileSync(join(dir, 'stale.sock'), '');
    const stale = await runCrix(dir, join(dir, 'stale.sock'), ['ps']);
    assertPlainFailure(stale);
    assert.match(stale.stderr, /not a socket: .*stale\.sock/);
  });
});

describe('what the shell brings', () => {
  it('proxies are for others', async (test) => {
    const { crix } = await serve(test);
    const proxy = 'http://127.0.0.1:9';
    const names = ['http_proxy', 'https_proxy', 'grpc_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
    const env = { ...Object.fromEntries(names.map((name) => [name, proxy])), NODE_USE_ENV_PROXY: '1' };
    for (const full of ['', '1']) {
      const { status, stderr } = await crix(['version'], { ...env, CRIX_FULL: full });
      assert.equal(status, 0, stderr);
    }
  });

  it('the server is called localhost, as strict ones want it', async (test) => {
    const { crix, server } = await serve(test);
    await crix(['version']);
    await crix(['version'], { CRIX_FULL: '1' });
    assert.deepEqual([...new Set(server.requests.map(({ authority }) => authority))], ['localhost']);
  });

  it('a reader that has seen enough ends it without a word', async (test) => {
    const { env } = await serve(test, { bulk: 5000 });
    const [command = '', ...words] = [...crixWords, 'ps', '-o', 'json'];
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.stdout.destroy());
    const ended = new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual({ stderr: await text(child.stderr), status: await ended }, { stderr: '', status: 141 });
  });

  it('an interrupt ends a wait at once', async (test) => {
    let interrupt = () => false;
    const { env } = await serve(test, { delay_ms: { PullImage: 60_000 }, onRequest: () => interrupt() });
    const [command = '', ...words] = [...crixWords, 'pull', 'busybox'];
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    interrupt = () => child.kill('SIGINT');
    const ended = new Promise((resolve) => child.once('close', resolve));
    const [stdout] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.deepEqual({ stdout, status: await ended }, { stdout: '', status: 130 });
  });
});
