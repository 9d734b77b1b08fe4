import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Endpoint } from '../../../../src/cri/endpoint.ts';
import { leanTransport } from '../../../../src/cri/transport/lean.ts';
import { openTransport } from '../../../../src/cri/transport/open.ts';
import { connect as connectByNet } from '../../../../src/cri/transport/socket-node.ts';
import { type CallSettings, RpcError, type Transport } from '../../../../src/cri/transport/transport.ts';
import { type Exchange, framed, http2Server, rawServer, reply, socketPath } from './servers.ts';

// All makings have to behave alike: every test runs against our own HTTP/2 on each of Node's sockets, and against grpc-js.
const makings: readonly { name: string; make(path: string): Promise<Transport> }[] = [
  { name: 'lean', make: (path) => openTransport(endpointOf(path)) },
  { name: 'lean without bindings', make: async (path) => leanTransport(path, connectByNet) },
  { name: 'grpc-js', make: (path) => openTransport(endpointOf(path), { forceFull: true }) },
];

function endpointOf(path: string): Endpoint {
  return { kind: 'local', path, text: `unix://${path}` };
}

const nothing = new Uint8Array(0);
const method = '/runtime.v1.RuntimeService/Version';

async function failure(pending: Promise<unknown>): Promise<RpcError> {
  const error = await pending.then(
    () => assert.fail('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof RpcError, String(error));
  return error;
}

async function collect(messages: AsyncIterable<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  for await (const message of messages) texts.push(Buffer.from(message).toString());
  return texts;
}

for (const { name, make } of makings) {
  const open = async (t: TestContext, path: string): Promise<Transport> => {
    const transport = await make(path);
    t.after(() => transport.close());
    return transport;
  };
  const serve = async (t: TestContext, answer: (exchange: Exchange) => void): Promise<Transport> => {
    const path = socketPath(t);
    await http2Server(t, path, answer);
    return open(t, path);
  };

  test(`${name}: a request carries authority, metadata, deadline and bytes`, async (t) => {
    let seen: Exchange | undefined;
    const transport = await serve(t, (exchange) => {
      seen = exchange;
      reply(exchange.stream, ['answer']);
    });
    const call: CallSettings = { timeoutMs: 60_000, metadata: { 'containerd-namespace': 'k8s.io' } };
    assert.equal(String(Buffer.from(await transport.unary(method, Buffer.from('question'), call))), 'answer');
    assert.equal(seen?.request.toString(), 'question');
    assert.equal(seen?.headers[':authority'], 'localhost');
    assert.equal(seen?.headers[':path'], method);
    assert.equal(seen?.headers['te'], 'trailers');
    assert.equal(seen?.headers['content-type'], 'application/grpc');
    assert.equal(seen?.headers['containerd-namespace'], 'k8s.io');
    assert.match(String(seen?.headers['grpc-timeout']), /^\d+[mSu]$/);
  });

  test(`${name}: large messages both ways`, async (t) => {
    const big = Buffer.alloc(17 * 1024 * 1024, 'abcdefg');
    const digest = createHash('sha256').update(big).digest('hex');
    const transport = await serve(t, ({ stream, request }) => {
      reply(stream, [request]);
    });
    const answer = await transport.unary(method, big, {});
    assert.equal(createHash('sha256').update(answer).digest('hex'), digest);
  });

  test(`${name}: a stream of messages, and a status after them`, async (t) => {
    const transport = await serve(t, ({ stream, headers }) => {
      const isFine = headers[':path'] === '/s/Fine';
      reply(stream, ['one', '', 'three'], { 'grpc-status': isFine ? '0' : '9' });
    });
    assert.deepEqual(await collect(transport.serverStream('/s/Fine', nothing, {})), ['one', '', 'three']);
    const texts: string[] = [];
    const error = await failure(
      (async () => {
        for await (const message of transport.serverStream('/s/Bad', nothing, {}))
          texts.push(String(Buffer.from(message)));
      })(),
    );
    assert.equal(error.code, 9);
    assert.deepEqual(texts, ['one', '', 'three']);
  });

  test(`${name}: a status without a reply, its message decoded`, async (t) => {
    const transport = await serve(t, ({ stream }) => {
      const trailers = { 'grpc-status': '5', 'grpc-message': 'container %22%C3%A4%22: 100%25 gone' };
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
    });
    const error = await failure(transport.unary(method, nothing, {}));
    assert.equal(error.code, 5);
    assert.equal(error.details, 'container "ä": 100% gone');
    assert.equal(error.errno, undefined);
    const streamed = await failure(collect(transport.serverStream(method, nothing, {})));
    assert.equal(streamed.code, 5);
  });

  test(`${name}: calls run side by side on one connection`, async (t) => {
    const path = socketPath(t);
    const waiting: Exchange[] = [];
    const { sessions } = await http2Server(t, path, (exchange) => {
      waiting.push(exchange);
      // Nothing is answered until all have come, and then the last first.
      if (waiting.length === 5) for (const { stream, request } of waiting.reverse()) reply(stream, [request]);
    });
    const transport = await open(t, path);
    const calls = ['a', 'b', 'c', 'd', 'e'].map((text) => transport.unary(method, Buffer.from(text), {}));
    const texts = (await Promise.all(calls)).map((bytes) => Buffer.from(bytes).toString());
    assert.deepEqual(texts, ['a', 'b', 'c', 'd', 'e']);
    assert.equal(sessions.length, 1);
  });

  test(`${name}: a deadline ends the call with code 4 and tells the server`, async (t) => {
    const resets: Promise<number>[] = [];
    const transport = await serve(t, ({ stream }) => {
      resets.push(new Promise((resolve) => stream.on('close', () => resolve(stream.rstCode))));
    });
    assert.equal((await failure(transport.unary(method, nothing, { timeoutMs: 30 }))).code, 4);
    assert.equal((await failure(collect(transport.serverStream(method, nothing, { timeoutMs: 30 })))).code, 4);
    assert.deepEqual(await Promise.all(resets), [8, 8]);
  });

  test(`${name}: an abort ends the call with code 1`, async (t) => {
    const abort = new AbortController();
    const transport = await serve(t, () => abort.abort());
    assert.equal((await failure(transport.unary(method, nothing, { signal: abort.signal }))).code, 1);
    assert.equal((await failure(transport.unary(method, nothing, { signal: abort.signal }))).code, 1, 'aborted before');
    assert.equal((await failure(collect(transport.serverStream(method, nothing, { signal: abort.signal })))).code, 1);
  });

  test(`${name}: leaving a stream cancels it`, async (t) => {
    let reset: Promise<number> | undefined;
    const transport = await serve(t, ({ stream }) => {
      reset = new Promise((resolve) => stream.on('close', () => resolve(stream.rstCode)));
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
      stream.write(framed('first'));
    });
    for await (const message of transport.serverStream(method, nothing, {})) {
      assert.equal(String(Buffer.from(message)), 'first');
      break;
    }
    assert.equal(await reset, 8);
  });

  test(`${name}: a connection that the server ended is opened anew`, async (t) => {
    const path = socketPath(t);
    const { sessions } = await http2Server(t, path, ({ stream }) => reply(stream, ['ok']));
    const transport = await open(t, path);
    await transport.unary(method, nothing, {});
    const gone = new Promise((resolve) => sessions[0]?.on('close', resolve));
    sessions[0]?.destroy();
    await gone;
    // grpc-js may notice the loss only by this call.
    const again = await transport.unary(method, nothing, {}).catch(() => transport.unary(method, nothing, {}));
    assert.equal(String(Buffer.from(again)), 'ok');
    assert.ok(sessions.length > 1);
  });

  test(`${name}: no socket, nobody listening, no socket at all: the errno is told`, async (t) => {
    const path = socketPath(t);
    const missing = await failure((await open(t, path)).unary(method, nothing, { timeoutMs: 5000 }));
    assert.deepEqual([missing.code, missing.errno], [14, 'ENOENT']);
    const folder = await failure((await open(t, '/')).unary(method, nothing, { timeoutMs: 5000 }));
    assert.deepEqual([folder.code, folder.errno], [14, 'ENOTSOCK']);
  });

  test(`${name}: an abstract socket`, { skip: process.platform !== 'linux' && 'Linux only' }, async (t) => {
    const path = `\0crix-${name}-${process.pid}`;
    await http2Server(t, path, ({ stream }) => reply(stream, ['ok']));
    assert.equal(String(Buffer.from(await (await open(t, path)).unary(method, nothing, {}))), 'ok');
  });

  test(`${name}: a web server is no runtime`, async (t) => {
    const path = socketPath(t);
    await rawServer(t, path, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
    const error = await failure((await open(t, path)).unary(method, nothing, { timeoutMs: 5000 }));
    assert.equal(error.code, 14);
    assert.equal(error.errno, undefined);
  });

  test(`${name}: HTTP errors become gRPC codes`, async (t) => {
    const transport = await serve(t, ({ stream, headers }) => {
      stream.respond({ ':status': Number(String(headers[':path']).slice(1)) });
      stream.end('<html>');
    });
    for (const [status, code] of [
      [404, 12],
      [401, 16],
      [503, 14],
      [418, 2],
    ]) {
      assert.equal((await failure(transport.unary(`/${status}`, nothing, {}))).code, code, `HTTP ${status}`);
    }
  });

  test(`${name}: more calls than the server allows wait for their turn`, async (t) => {
    const path = socketPath(t);
    let running = 0;
    let most = 0;
    const { server } = await http2Server(t, path, ({ stream }) => {
      running += 1;
      most = Math.max(most, running);
      setImmediate(() => {
        running -= 1;
        reply(stream, ['ok']);
      });
    });
    server.updateSettings({ maxConcurrentStreams: 3 });
    const transport = await open(t, path);
    await transport.unary(method, nothing, {});
    await Promise.all(Array.from({ length: 20 }, () => transport.unary(method, nothing, { timeoutMs: 20_000 })));
    assert.ok(most <= 3, `${most} at once`);
  });
}
