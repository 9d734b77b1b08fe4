import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, test } from 'node:test';
import type { TlsSettings } from '../../../src/stream/dial.ts';
import { runSession } from '../../../src/stream/session.ts';
import { SpdyPeer } from '../../support/fake-spdy-peer.ts';
import { type FakeStreamingServer, startStreamingServer } from '../../support/fake-streaming-server.ts';
import { Collector } from '../../support/fake-terminal.ts';

/** Self-signed for streaming.test, as containerd's is for the addresses of its host. */
const cert = readFileSync(new URL('../../support/tls/streaming.crt', import.meta.url));
const key = readFileSync(new URL('../../support/tls/streaming.key', import.meta.url));

const servers: FakeStreamingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function overTls(tls: TlsSettings, server: object = {}): Promise<string> {
  const behave = async (peer: SpdyPeer): Promise<void> => {
    const [errorId = 0, out = 0] = await peer.accept('error', 'stdout');
    await peer.data(out, 'secret');
    await peer.finish({ status: 'Success' }, [out], errorId);
  };
  const streaming = await startStreamingServer(
    (request, socket) => void behave(new SpdyPeer(request, socket)).catch(() => socket.destroy()),
    () => createHttpsServer({ cert, key, ...server }),
    'https',
  );
  servers.push(streaming);
  const stdout = new Collector();
  const { signal } = new AbortController();
  await runSession({ url: streaming.url, transport: 'spdy', tls, handshakeTimeoutMs: 10_000, stdout, signal });
  return stdout.text;
}

test('a certificate that nobody can check is taken where the URL can be trusted, and only there', async () => {
  assert.equal(await overTls({ skipVerification: true }), 'secret');
  await assert.rejects(overTls({ skipVerification: false }), /cannot connect to the streaming server .*self.signed/);
});

test('a given authority has to fit, and so has the name', async () => {
  assert.equal(await overTls({ skipVerification: false, ca: cert, serverName: 'streaming.test' }), 'secret');
  await assert.rejects(overTls({ skipVerification: false, ca: cert, serverName: 'localhost' }), /does not match/);
});

test('a certificate of ours is shown to a server that asks for one', async () => {
  const asking = { requestCert: true, rejectUnauthorized: true, ca: cert };
  const known = { skipVerification: true, ca: cert, cert, key, serverName: 'streaming.test' };
  assert.equal(await overTls(known, asking), 'secret');
  await assert.rejects(overTls({ skipVerification: true }, asking));
});

test('nobody listens', async () => {
  const { signal } = new AbortController();
  const run = runSession({
    url: 'http://127.0.0.1:1/exec/token',
    transport: 'spdy',
    tls: { skipVerification: false },
    handshakeTimeoutMs: 10_000,
    stdout: new Collector(),
    signal,
  });
  await assert.rejects(run, { message: 'cannot connect to the streaming server at 127.0.0.1:1: connection refused' });
});
