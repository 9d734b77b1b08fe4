import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, test } from 'node:test';
import { CrixError } from '../../../src/errors.ts';
import { runSession, type SessionInput } from '../../../src/stream/session.ts';
import { SpdyPeer } from '../../support/fake-spdy-peer.ts';
import { type FakeStreamingServer, startStreamingServer } from '../../support/fake-streaming-server.ts';
import { Collector, FakeTerminal } from '../../support/fake-terminal.ts';

const success = { metadata: {}, status: 'Success' };
const exited = (code: number) => ({
  status: 'Failure',
  reason: 'NonZeroExitCode',
  details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
});

const servers: FakeStreamingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function runtime(behave: (peer: SpdyPeer) => Promise<void>, pieceBytes?: number): Promise<FakeStreamingServer> {
  const server = await startStreamingServer((request, socket) => {
    behave(new SpdyPeer(request, socket, pieceBytes)).catch((error) => socket.destroy(error));
  });
  servers.push(server);
  return server;
}

function input(server: FakeStreamingServer, more: Partial<SessionInput> = {}): SessionInput {
  return {
    url: server.url,
    transport: 'spdy',
    tls: { skipVerification: false },
    handshakeTimeoutMs: 10_000,
    signal: new AbortController().signal,
    ...more,
  };
}

for (const pieceBytes of [undefined, 1, 3, 7, 1000]) {
  test(`outputs and status arrive whole when cut into pieces of ${pieceBytes ?? 'any'} bytes`, async () => {
    const server = await runtime(async (peer) => {
      const [errorId = 0, out = 0, err = 0] = await peer.accept('error', 'stdout', 'stderr');
      await peer.data(out, 'first ☃\n');
      await peer.data(err, 'oops\n');
      await peer.data(out, '');
      await peer.data(out, 'second\n');
      await peer.finish(exited(42), [err, out], errorId);
    }, pieceBytes);
    const [stdout, stderr] = [new Collector(), new Collector()];
    const ending = await runSession(input(server, { stdout, stderr }));
    assert.deepEqual(ending, { kind: 'exit', code: 42 });
    assert.equal(stdout.text, 'first ☃\nsecond\n');
    assert.equal(stderr.text, 'oops\n');
    assert.equal(server.requests[0]?.headers['x-stream-protocol-version'], 'v4.channel.k8s.io');
  });
}

test('input reaches the command whole, with its end', async () => {
  const sent = Buffer.alloc(3_000_001, 'crix');
  let received: Buffer = Buffer.alloc(0);
  const server = await runtime(async (peer) => {
    const [errorId = 0, , out = 0] = await peer.accept('error', 'stdin', 'stdout');
    const stdin = await peer.stream('stdin');
    await peer.until(() => stdin.hasEnded);
    received = stdin.received;
    await peer.finish(success, [out], errorId);
  });
  const ending = await runSession(input(server, { stdin: Readable.from([sent]), stdout: new Collector() }));
  assert.deepEqual(ending, { kind: 'success' });
  assert.ok(received.equals(sent));
});

test('an idle input does not delay the end', async () => {
  const server = await runtime(async (peer) => {
    const [errorId = 0, , out = 0] = await peer.accept('error', 'stdin', 'stdout');
    await peer.finish(success, [out], errorId);
  });
  const stdin = new PassThrough();
  assert.deepEqual(await runSession(input(server, { stdin, stdout: new Collector() })), { kind: 'success' });
  assert.equal(stdin.listenerCount('data'), 0);
});

test('endless input to a command that has ended: the session ends by itself, with an unknown status', async () => {
  const server = await runtime(async (peer) => {
    const [, , out = 0] = await peer.accept('error', 'stdin', 'stdout');
    const stdin = await peer.stream('stdin');
    await peer.until(() => stdin.received.length > 0);
    // From here on as containerd does it: nobody reads the input, and no status is sent.
    peer.pauseReading();
    await peer.data(out, 'y\n', true);
  });
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(65_536, 'y\n'));
    },
  });
  const stdout = new Collector();
  assert.deepEqual(await runSession(input(server, { stdin: endless, stdout })), { kind: 'unknown' });
  assert.equal(stdout.text, 'y\n');
});

test('a connection that breaks before the status is an error, not a success', async () => {
  const server = await runtime(async (peer) => {
    const [, out = 0] = await peer.accept('error', 'stdout');
    await peer.data(out, 'partial', true);
    peer.end();
  });
  const stdout = new Collector();
  await assert.rejects(runSession(input(server, { stdout })), /broke before the command's exit status/);
  assert.equal(stdout.text, 'partial');
});

test('bytes that are no SPDY end the session with an error', async () => {
  const server = await runtime(async (peer) => {
    await peer.accept('error', 'stdout');
    peer.raw(Buffer.from([0x80, 9, 0, 1, 0, 0, 0, 0]));
  });
  await assert.rejects(runSession(input(server, { stdout: new Collector() })), /not a SPDY\/3 frame/);
});

test('a runtime that takes the session and then stays silent runs into the deadline', async () => {
  const server = await runtime(async (peer) => {
    await peer.accept('error');
  });
  const run = runSession(input(server, { stdout: new Collector(), handshakeTimeoutMs: 50 }));
  await assert.rejects(run, /did not start it within 0.05s/);
});

test('a server that never answers the upgrade runs into the deadline', async () => {
  const server = await startStreamingServer(() => {});
  servers.push(server);
  const run = runSession(input(server, { stdout: new Collector(), handshakeTimeoutMs: 50 }));
  await assert.rejects(run, /did not answer within 0.05s/);
});

test('a refused upgrade says why', async () => {
  const server = await startStreamingServer((_request, socket) => {
    socket.end('HTTP/1.1 403 Forbidden\r\nX-Accepted-Stream-Protocol-Versions: v9\r\n\r\n');
  });
  servers.push(server);
  const run = runSession(input(server, { stdout: new Collector() }));
  await assert.rejects(run, /refused the session \(403\): it offers v9/);
});

test('a signal ends the session with its reason and puts the terminal back', async () => {
  const controller = new AbortController();
  const server = await runtime(async (peer) => {
    await peer.accept('error', 'stdin', 'stdout', 'resize');
  });
  const terminal = new FakeTerminal();
  const reason = new CrixError('cancelled', '', { status: 143 });
  const run = runSession(
    input(server, {
      stdin: new PassThrough(),
      stdout: new Collector(),
      terminal,
      signal: controller.signal,
      onOpen: () => controller.abort(reason),
    }),
  );
  await assert.rejects(run, reason);
  assert.deepEqual([terminal.wasRaw, terminal.isRaw, terminal.listenerCount], [true, false, 0]);
});

test('the first size is sent at the start and each change after it', async () => {
  const terminal = new FakeTerminal();
  let sizes = '';
  const server = await runtime(async (peer) => {
    const [errorId = 0, , out = 0] = await peer.accept('error', 'stdin', 'stdout', 'resize');
    const resize = await peer.stream('resize');
    const lines = () => resize.received.toString().split('\n').length - 1;
    await peer.until(() => lines() === 1);
    terminal.resize(132, 50);
    await peer.until(() => lines() === 2);
    sizes = resize.received.toString();
    await peer.finish(success, [out], errorId);
  });
  await runSession(input(server, { stdin: new PassThrough(), stdout: new Collector(), terminal }));
  assert.equal(sizes, '{"Width":80,"Height":24}\n{"Width":132,"Height":50}\n');
  assert.equal(terminal.isRaw, false);
});

test('detach keys end the session and send what was typed before them', async () => {
  const stdin = new PassThrough();
  let typed = '';
  const server = await runtime(async (peer) => {
    await peer.accept('error', 'stdin', 'stdout', 'resize');
    const stream = await peer.stream('stdin');
    await peer.until(() => stream.received.length > 0);
    typed = stream.received.toString();
    stdin.write('\x11');
  });
  stdin.write('ls\x10');
  const ending = await runSession(
    input(server, {
      stdin,
      stdout: new Collector(),
      terminal: new FakeTerminal(),
      detachKeys: Uint8Array.of(16, 17),
    }),
  );
  assert.deepEqual(ending, { kind: 'detached' });
  assert.equal(typed, 'ls');
});

test('a slow reader stops the runtime instead of filling memory, and gets every byte', async () => {
  const total = 48 * 1024 * 1024;
  const piece = Buffer.alloc(32 * 1024, 'x');
  let backlogWhileBlocked = 0;
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await runtime(async (peer) => {
    const [errorId = 0, out = 0] = await peer.accept('error', 'stdout');
    for (let sent = 0; sent < total; sent += piece.length) await peer.data(out, piece);
    // The kernel's buffers and ours hold some; the rest must still be here.
    for (let before = -1; before !== peer.backlog; ) {
      before = peer.backlog;
      await new Promise(setImmediate);
    }
    backlogWhileBlocked = peer.backlog;
    release();
    await peer.finish(success, [out], errorId);
  });
  let count = 0;
  const slow = {
    async write(bytes: Uint8Array) {
      await released;
      count += bytes.length;
    },
  };
  await runSession(input(server, { stdout: slow }));
  assert.equal(count, total);
  assert.ok(backlogWhileBlocked > total / 2, `${backlogWhileBlocked} bytes were held back`);
});

test('pings of the server are answered', async () => {
  const server = await runtime(async (peer) => {
    const [errorId = 0, out = 0] = await peer.accept('error', 'stdout');
    await peer.control(6, Buffer.from([0, 0, 0, 2]));
    await peer.until(() => peer.controls.includes(6));
    await peer.finish(success, [out], errorId);
  });
  assert.deepEqual(await runSession(input(server, { stdout: new Collector() })), { kind: 'success' });
});
