import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, test } from 'node:test';
import { listenOn } from '../../../src/stream/listeners.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

test('a free port is the same on all addresses and leads to the remote port', async () => {
  const reached: number[] = [];
  const { listeners, servers } = await listenOn(
    ['127.0.0.1', '127.0.0.2'],
    { local: 0, remote: 80 },
    (local, remote) => {
      reached.push(remote);
      local.destroy();
    },
  );
  open.push(...servers);
  const [first, second] = listeners;
  assert.equal(first?.local, second?.local);
  assert.deepEqual(
    listeners.map(({ address }) => address),
    [`127.0.0.1:${first?.local}`, `127.0.0.2:${first?.local}`],
  );
  const client = connect({ host: '127.0.0.2', port: first?.local as number });
  await once(client.resume(), 'close');
  assert.deepEqual(reached, [80]);
});

test('localhost is the loopback addresses that this machine has', async () => {
  const { listeners, servers } = await listenOn(['localhost'], { local: 0, remote: 80 }, () => {});
  open.push(...servers);
  const [first, second] = listeners.map(({ address }) => address.replace(/:\d+$/, ''));
  assert.equal(first, '127.0.0.1');
  assert.ok(second === undefined || second === '[::1]');
});

test('a taken port is refused and leaves nothing behind', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.2');
  await once(taken, 'listening');
  open.push(taken);
  const { port } = taken.address() as AddressInfo;
  await assert.rejects(
    listenOn(['127.0.0.1', '127.0.0.2'], { local: port, remote: 80 }, () => {}),
    /it is in use/,
  );
  // The first address had been taken; it must be free again.
  const again = await listenOn(['127.0.0.1'], { local: port, remote: 80 }, () => {});
  open.push(...again.servers);
});
