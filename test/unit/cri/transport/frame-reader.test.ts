import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameReader } from '../../../../src/cri/transport/frame-reader.ts';
import { Flag, FrameType, frame, ProtocolError } from '../../../../src/cri/transport/http2.ts';
import { Random } from './random.ts';

/** What a reader reports, with the pieces of DATA joined. */
function read(pieces: readonly Uint8Array[]): string[] {
  const seen: string[] = [];
  let data = '';
  const reader = new FrameReader({
    data: (_, bytes) => {
      data += Buffer.from(bytes).toString('latin1');
    },
    dataEnd(id, size, isEnd) {
      seen.push(`data ${id} "${data}" of ${size}${isEnd ? ' end' : ''}`);
      data = '';
    },
    headers: (id, block, isEnd) => seen.push(`headers ${id} "${Buffer.from(block)}"${isEnd ? ' end' : ''}`),
    frame: (type, flags, id, payload) => seen.push(`frame ${type} ${flags} ${id} "${Buffer.from(payload)}"`),
  });
  for (const piece of pieces) reader.push(piece);
  return seen;
}

const settings = frame(FrameType.settings, 0, 0, Buffer.alloc(0));
const headers = (flags: number, text: string): Buffer => frame(FrameType.headers, flags, 1, Buffer.from(text));
const continuation = (flags: number, text: string): Buffer =>
  frame(FrameType.continuation, flags, 1, Buffer.from(text));

const conversation = Buffer.concat([
  settings,
  headers(Flag.endHeaders, 'abc'),
  frame(FrameType.data, 0, 1, Buffer.from('hello')),
  frame(FrameType.data, Flag.padded, 1, Buffer.from('\x03padded...', 'latin1')),
  frame(FrameType.data, Flag.padded, 1, Buffer.from('\x02..', 'latin1')),
  frame(FrameType.data, 0, 1, Buffer.alloc(0)),
  frame(FrameType.ping, 0, 0, Buffer.from('12345678')),
  frame(FrameType.data, Flag.endStream, 1, Buffer.from('bye')),
  headers(Flag.endStream | Flag.padded | Flag.priority, '\x04.....first pa....'),
  continuation(0, ''),
  continuation(0, 'rt, '),
  continuation(Flag.endHeaders, 'last part'),
]);

const expected = [
  'frame 4 0 0 ""',
  'headers 1 "abc"',
  'data 1 "hello" of 5',
  'data 1 "padded" of 10',
  'data 1 "" of 3',
  'data 1 "" of 0',
  'frame 6 0 0 "12345678"',
  'data 1 "bye" of 3 end',
  'headers 1 "first part, last part" end',
];

test('frames are the same however the bytes are cut', () => {
  assert.deepEqual(read([conversation]), expected);
  for (let at = 1; at < conversation.length; at++) {
    assert.deepEqual(read([conversation.subarray(0, at), conversation.subarray(at)]), expected, `cut at ${at}`);
  }
  assert.deepEqual(read(new Random(1).cuts(conversation, 1)), expected);
  for (let seed = 0; seed < 50; seed++) assert.deepEqual(read(new Random(seed).cuts(conversation, 30)), expected);
});

test('a peer that breaks the rules is refused', () => {
  const broken: Readonly<Record<string, Buffer[]>> = {
    'no SETTINGS first': [frame(FrameType.ping, 0, 0, Buffer.alloc(8))],
    'a frame above 16 KiB': [settings, frame(FrameType.data, 0, 1, Buffer.alloc(16_385))],
    'DATA on stream 0': [settings, frame(FrameType.data, 0, 0, Buffer.alloc(1))],
    'HEADERS on stream 0': [settings, frame(FrameType.headers, Flag.endHeaders, 0, Buffer.alloc(1))],
    'padding as long as the frame': [settings, frame(FrameType.data, Flag.padded, 1, Buffer.from([2, 0]))],
    'padded without a length': [settings, frame(FrameType.data, Flag.padded, 1, Buffer.alloc(0))],
    'too much padding in HEADERS': [settings, headers(Flag.endHeaders | Flag.padded, '\x09ab')],
    'HEADERS too short for a priority': [settings, headers(Flag.endHeaders | Flag.priority, 'ab')],
    'CONTINUATION alone': [settings, continuation(Flag.endHeaders, 'a')],
    'a block that is interrupted': [settings, headers(0, 'a'), frame(FrameType.ping, 0, 0, Buffer.alloc(8))],
    'a block that changes its stream': [
      settings,
      headers(0, 'a'),
      frame(FrameType.continuation, 4, 3, Buffer.alloc(1)),
    ],
    'an endless block': [settings, headers(0, ''), ...Array.from({ length: 8000 }, () => continuation(0, ''))],
  };
  for (const [what, pieces] of Object.entries(broken)) assert.throws(() => read(pieces), ProtocolError, what);
});

test('a web server is recognised', () => {
  assert.throws(() => read([Buffer.from('HTTP/1.1 400 Bad Request\r\n')]), /HTTP\/1, not gRPC/);
  assert.throws(() => read([Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')]), /does not speak gRPC/);
});

test('random bytes give frames or a ProtocolError, nothing else', () => {
  for (let seed = 0; seed < 2000; seed++) {
    const random = new Random(seed);
    // Frames with plausible headers get further than pure noise.
    const pieces = Array.from({ length: 8 }, () =>
      frame(random.below(11), random.below(64), random.below(4), random.bytes(random.below(20))),
    );
    try {
      read([settings, ...random.cuts(Buffer.concat(pieces), 40)]);
    } catch (error) {
      assert.ok(error instanceof ProtocolError, `seed ${seed}: ${error}`);
    }
  }
});
