import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { carry, openTunnel } from '../../../src/stream/tunnel.ts';
import { SpdyPeer } from '../../support/fake-spdy-peer.ts';
import { type FakeStreamingServer, startStreamingServer } from '../../support/fake-streaming-server.ts';

const stops: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function runtime(behave: (peer: SpdyPeer) => Promise<void>): Promise<FakeStreamingServer> {
  const server = await startStreamingServer((request, socket) => {
    behave(new SpdyPeer(request, socket, 5)).catch((error) => socket.destroy(error));
  });
  stops.push(() => server.stop());
  return server;
}

/** A client of a local port whose connections are carried to port 80 of the runtime. */
async function forwarded(server: FakeStreamingServer): Promise<{ client: Socket; carried: Promise<unknown> }> {
  const options = { tls: { skipVerification: false }, timeoutMs: 10_000, signal: new AbortController().signal };
  const listener: Server = createServer({ allowHalfOpen: true });
  stops.push(() => listener.close());
  const carried = once(listener, 'connection').then(([local]) =>
    carry(local, (events) => openTunnel('spdy', server.url, 80, events, options), 80),
  );
  carried.catch(() => {});
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = connect({ host: '127.0.0.1', port: (listener.address() as AddressInfo).port, allowHalfOpen: true });
  client.on('error', () => {});
  stops.push(() => client.destroy());
  return { client, carried };
}

async function received(client: Socket): Promise<string> {
  let text = '';
  for await (const chunk of client) text += chunk;
  return text;
}

test('bytes go both ways, and the streams name the port', async () => {
  let headers: Record<string, string>[] = [];
  const server = await runtime(async (peer) => {
    const [error = 0, data = 0] = await peer.accept('error', 'data');
    const stream = await peer.stream('data');
    await peer.until(() => stream.received.length >= 5);
    headers = peer.streams.map((each) => each.headers);
    await peer.data(data, `you said ${stream.received}`, true);
    await peer.data(error, '', true);
  });
  const { client, carried } = await forwarded(server);
  client.write('hello');
  assert.equal(await received(client), 'you said hello');
  client.end();
  await carried;
  assert.deepEqual(headers, [
    { streamtype: 'error', port: '80', requestid: '0' },
    { streamtype: 'data', port: '80', requestid: '0' },
  ]);
  assert.equal(server.requests[0]?.headers['x-stream-protocol-version'], 'portforward.k8s.io');
});

test('a client that closes its half still gets the whole answer, and the runtime is not told', async () => {
  let endedEarly = true;
  const server = await runtime(async (peer) => {
    const [error = 0, data = 0] = await peer.accept('error', 'data');
    const stream = await peer.stream('data');
    await peer.until(() => stream.received.length >= 2);
    await peer.data(data, 'late ');
    endedEarly = stream.hasEnded;
    await peer.data(data, 'answer', true);
    await peer.data(error, '', true);
  });
  const { client, carried } = await forwarded(server);
  client.end('hi');
  assert.equal(await received(client), 'late answer');
  await carried;
  assert.equal(endedEarly, false);
});

test('a refusal counts also when the empty answer ends before it', async () => {
  const server = await runtime(async (peer) => {
    const [error = 0, data = 0] = await peer.accept('error', 'data');
    await peer.data(data, '', true);
    await peer.data(error, 'connect: connection refused', true);
  });
  const { carried } = await forwarded(server);
  await assert.rejects(carried, /refused the connection/);
});

test('a refused connection is told in a few words and reset', async () => {
  const text =
    'error forwarding port 80 to pod abc, uid : failed to execute portforward in network namespace "/run/netns/cni-1": ' +
    'failed to connect to localhost:80 inside namespace "abc", IPv4: dial tcp4 127.0.0.1:80: connect: connection refused';
  const server = await runtime(async (peer) => {
    const [error = 0, data = 0] = await peer.accept('error', 'data');
    // In the order of containerd: the end of the answer comes first.
    await peer.data(data, '', true);
    await peer.data(error, text, true);
  });
  const { client, carried } = await forwarded(server);
  client.write('x');
  await assert.rejects(carried, { message: 'port 80 in the pod refused the connection: nothing listens there' });
  // A reset, so that the client does not take it for an empty answer.
  const [error] = await once(client, 'error').catch((thrown) => [thrown]);
  assert.equal(error.code, 'ECONNRESET');
});

test('other reasons lose their ids and paths', async () => {
  const server = await runtime(async (peer) => {
    const [error = 0] = await peer.accept('error', 'data');
    await peer.data(
      error,
      'failed in namespace "x": failed inside namespace "abc", address: no suitable address',
      true,
    );
  });
  const { carried } = await forwarded(server);
  await assert.rejects(carried, { message: 'cannot connect to port 80 in the pod: address: no suitable address' });
});

test('a tunnel that breaks is an error', async () => {
  const server = await runtime(async (peer) => {
    const [, data = 0] = await peer.accept('error', 'data');
    await peer.data(data, 'part');
    peer.end();
  });
  const { client, carried } = await forwarded(server);
  client.resume();
  await assert.rejects(carried, { message: 'the tunnel to port 80 broke' });
});
