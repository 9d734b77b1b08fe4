import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Endpoint } from '../../../../src/cri/endpoint.ts';
import { probe, probeInOrder } from '../../../../src/cri/transport/probe.ts';
import { isServed } from '../../../../src/cri/transport/socket.ts';
import { startStuckRuntime } from '../../../support/stuck-runtime.ts';
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

test('a runtime that accepts nobody any more is not taken for one that is gone', async (t) => {
  const path = socketPath(t);
  await startStuckRuntime(t, path);
  assert.equal((await probe(local(path))).errno, 'EAGAIN');
  // Bun asks this, to tell the one from the other.
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
