import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameMessage, MessageReader, maxMessageBytes } from '../../../../src/cri/transport/messages.ts';
import { RpcError } from '../../../../src/cri/transport/transport.ts';
import { Random } from './random.ts';

function read(pieces: readonly Uint8Array[], reader = new MessageReader()): string[] {
  const messages: string[] = [];
  for (const piece of pieces) reader.push(piece, (message) => messages.push(Buffer.from(message).toString()));
  return messages;
}

test('messages are the same however the bytes are cut, empty ones included', () => {
  const texts = ['', 'one', '', 'x'.repeat(1000), 'last'];
  const bytes = Buffer.concat(texts.map((text) => frameMessage(Buffer.from(text))));
  assert.deepEqual(read([bytes]), texts);
  for (let seed = 0; seed < 100; seed++) assert.deepEqual(read(new Random(seed).cuts(bytes, 1 + seed)), texts);
});

test('the end is only right between messages', () => {
  const reader = new MessageReader();
  assert.ok(reader.isBetweenMessages());
  for (const byte of frameMessage(Buffer.from('ab')).subarray(0, 6)) {
    reader.push(Buffer.of(byte), () => assert.fail('not complete'));
    assert.ok(!reader.isBetweenMessages());
  }
  assert.deepEqual(read([Buffer.from('b')], reader), ['ab']);
  assert.ok(reader.isBetweenMessages());
});

test('compressed and oversized messages are refused before memory is taken', () => {
  assert.throws(
    () => read([Buffer.from([1, 0, 0, 0, 1])]),
    (error) => error instanceof RpcError && error.code === 13,
  );
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(maxMessageBytes + 1, 1);
  assert.throws(
    () => read([prefix]),
    (error) => error instanceof RpcError && error.code === 8,
  );
  assert.throws(
    () => frameMessage(new Uint8Array(maxMessageBytes + 1)),
    (error) => error instanceof RpcError && error.code === 8,
  );
});
