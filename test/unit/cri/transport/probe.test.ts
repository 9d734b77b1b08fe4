import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { test } from 'node:test';
import type { Endpoint } from '../../../../src/cri/endpoint.ts';
import { probe, probeInOrder } from '../../../../src/cri/transport/probe.ts';
import { isServed } from '../../../../src/cri/transport/socket.ts';
import { rawServer, socketPath } from './servers.ts';

const local = (path: string): Endpoint => ({ kind: 'local', path, text: `unix:${path}` });

test('each cause has its errno', async (t) => {
  const path = socketPath(t);
  assert.equal((await probe(local(path))).errno, 'ENOENT');
  writeFileSync(path, '');
  assert.equal((await probe(local(path))).errno, 'ENOTSOCK');
  chmodSync(path, 0o600);
  assert.equal((await probe(local(`${path}/below`))).errno, 'ENOTDIR');
  assert.equal(
    (await probe({ kind: 'tcp', host: '127.0.0.1', port: 1, text: 'tcp://127.0.0.1:1' })).errno,
    'ECONNREFUSED',
  );
});

/** Listens and then does nothing any more, as a stuck runtime does. */
const stuck = `
  require('node:net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'ready');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

test('a runtime that accepts nobody any more is not taken for one that is gone', async (t) => {
  const path = socketPath(t);
  const server = spawn(process.execPath, ['-e', stuck, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => server.kill('SIGKILL'));
  await once(server.stdout, 'data');
  let errno: string | undefined;
  for (let tries = 0; errno === undefined && tries < 10; tries++) {
    // The queue holds a few connections that nobody will ever take.
    const waiting = createConnection({ path });
    t.after(() => waiting.destroy());
    const [outcome] = (await Promise.race([once(waiting, 'connect'), once(waiting, 'error')]).catch((error) => [
      error,
    ])) as [NodeJS.ErrnoException | undefined];
    errno = outcome?.code;
  }
  assert.equal(errno, 'EAGAIN');
  assert.equal((await probe(local(path))).errno, 'EAGAIN');
  assert.equal(await isServed(path), true);
});

test('the first socket that accepts ends the search', async (t) => {
  const [missing, served] = [socketPath(t), socketPath(t)];
  await rawServer(t, served, () => undefined);
  const attempts = await probeInOrder([local(missing), local(served), local(missing)]);
  assert.deepEqual(attempts, [{ endpoint: local(missing), errno: 'ENOENT' }, { endpoint: local(served) }]);
});

test('an abstract socket is reached, and no file is made', {
  skip: process.platform !== 'linux' && 'Linux only',
}, async (t) => {
  const path = `\0crix-test-${process.pid}`;
  assert.equal((await probe(local(path))).errno, 'ECONNREFUSED');
  await rawServer(t, path, () => undefined);
  assert.deepEqual(await probe(local(path)), { endpoint: local(path) });
});
