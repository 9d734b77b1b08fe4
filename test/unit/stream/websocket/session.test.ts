import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, test } from 'node:test';
import { runSession, type SessionInput } from '../../../../src/stream/session.ts';
import {
  type FakeStreamingServer,
  startStreamingServer,
  writeInPieces,
} from '../../../support/fake-streaming-server.ts';
import { Collector, FakeTerminal } from '../../../support/fake-terminal.ts';

const servers: FakeStreamingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A server frame; the length is written in the shortest form, as the RFC demands. */
function frame(op: number, payload: Buffer | string, isFinal = true): Buffer {
  const bytes = Buffer.from(payload as string);
  const first = (isFinal ? 0x80 : 0) | op;
  if (bytes.length < 126) return Buffer.concat([Buffer.from([first, bytes.length]), bytes]);
  const head = Buffer.alloc(bytes.length < 65_536 ? 4 : 10);
  head[0] = first;
  head[1] = bytes.length < 65_536 ? 126 : 127;
  if (bytes.length < 65_536) head.writeUInt16BE(bytes.length, 2);
  else head.writeBigUInt64BE(BigInt(bytes.length), 2);
  return Buffer.concat([head, bytes]);
}

const binary = (channel: number, text: string) => frame(2, String.fromCharCode(channel) + text);
const goodbye = frame(8, Buffer.from([0x03, 0xe8]));

/** Client frames of up to 125 bytes, unmasked. */
function clientMessages(bytes: Buffer): { op: number; payload: string }[] {
  const messages: { op: number; payload: string }[] = [];
  for (let offset = 0; offset + 6 <= bytes.length; ) {
    const length = (bytes[offset + 1] as number) & 0x7f;
    assert.equal((bytes[offset + 1] as number) & 0x80, 0x80, 'client frames are masked');
    const mask = bytes.subarray(offset + 2, offset + 6);
    const payload = bytes.subarray(offset + 6, offset + 6 + length).map((byte, at) => byte ^ (mask[at % 4] as number));
    messages.push({ op: (bytes[offset] as number) & 0x0f, payload: Buffer.from(payload).toString('latin1') });
    offset += 6 + length;
  }
  return messages;
}

async function runtime(sent: Buffer[], pieceBytes: number, onBytes?: (socket: Socket, all: Buffer) => void) {
  const server = await startStreamingServer(async (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      onBytes?.(socket, received);
    });
    const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
    await writeInPieces(socket, Buffer.concat([Buffer.from(head), ...sent]), pieceBytes);
  });
  servers.push(server);
  return server;
}

function input(server: FakeStreamingServer, more: Partial<SessionInput>): SessionInput {
  return {
    url: server.url,
    transport: 'websocket',
    tls: { skipVerification: false },
    handshakeTimeoutMs: 10_000,
    signal: new AbortController().signal,
    ...more,
  };
}

for (const pieceBytes of [1, 5, 4096]) {
  test(`channels, long and cut messages, in pieces of ${pieceBytes} bytes`, async () => {
    const long = 'x'.repeat(pieceBytes === 1 ? 300 : 70_000);
    const server = await runtime(
      [
        binary(1, ''),
        binary(1, 'out\n'),
        frame(2, '\x01cut ', false),
        frame(9, 'ping'),
        frame(0, 'in ', false),
        frame(0, 'three\n'),
        binary(2, 'err\n'),
        binary(1, long),
        binary(
          3,
          '{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}',
        ),
        goodbye,
      ],
      pieceBytes,
    );
    const [stdout, stderr] = [new Collector(), new Collector()];
    assert.deepEqual(await runSession(input(server, { stdout, stderr })), { kind: 'exit', code: 7 });
    assert.equal(stdout.text, `out\ncut in three\n${long}`);
    assert.equal(stderr.text, 'err\n');
    assert.equal(server.requests[0]?.headers['sec-websocket-protocol'], 'v4.channel.k8s.io');
  });
}

test('typed input, the size and answers to pings are masked frames', async () => {
  let messages: { op: number; payload: string }[] = [];
  const server = await runtime([binary(1, ''), frame(9, 'hi')], 4096, (socket, all) => {
    messages = clientMessages(all).filter(({ op }) => op !== 8);
    if (messages.length === 3) {
      socket.write(Buffer.concat([binary(3, '{"status":"Success"}'), goodbye]));
    }
  });
  const stdin = new PassThrough();
  stdin.write('ls\n');
  const ending = await runSession(input(server, { stdin, stdout: new Collector(), terminal: new FakeTerminal() }));
  assert.deepEqual(ending, { kind: 'success' });
  assert.deepEqual(
    messages.map(({ op, payload }) => `${op} ${JSON.stringify(payload)}`).sort(),
    ['10 "hi"', '2 "\\u0000ls\\n"', '2 "\\u0004{\\"Width\\":80,\\"Height\\":24}\\n"'].sort(),
  );
});

test('a close without a status is an error', async () => {
  const server = await runtime([binary(1, ''), binary(1, 'x'), goodbye], 4096, (socket) => socket.end());
  await assert.rejects(runSession(input(server, { stdout: new Collector() })), /before the command's exit status/);
});

test('a server that does not know WebSocket is found out', async () => {
  const server = await startStreamingServer((_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: wrong\r\n\r\n');
  });
  servers.push(server);
  await assert.rejects(runSession(input(server, { stdout: new Collector() })), /did not answer as a WebSocket/);
});
