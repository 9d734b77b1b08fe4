import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection, type OpenCall } from '../../../../src/cri/transport/connection.ts';
import { encodeHeaders } from '../../../../src/cri/transport/hpack.ts';
import { Flag, FrameType, frame, Setting, settingsPayload, uint32 } from '../../../../src/cri/transport/http2.ts';
import { frameMessage } from '../../../../src/cri/transport/messages.ts';
import type { SocketEvents } from '../../../../src/cri/transport/socket.ts';
import type { RpcError } from '../../../../src/cri/transport/transport.ts';
import { Random } from './random.ts';

interface Frame {
  type: number;
  flags: number;
  id: number;
  payload: Buffer;
}

/** A connection over a socket in memory: the test is the server. */
class Peer {
  readonly connection: Connection;
  backlog = 0;
  isDestroyed = false;
  isKeptAlive: boolean | undefined;
  private written = Buffer.alloc(0);
  private isGreeted = false;
  private events: SocketEvents | undefined;

  constructor() {
    this.connection = new Connection((_, events) => {
      this.events = events;
      return {
        write: (bytes) => {
          this.written = Buffer.concat([this.written, bytes]);
        },
        backlog: () => this.backlog,
        keepAlive: (on) => {
          this.isKeptAlive = on;
        },
        destroy: () => {
          this.isDestroyed = true;
        },
      };
    }, '/socket');
    this.events?.opened();
  }

  settings(...settings: [number, number][]): void {
    this.send(FrameType.settings, 0, 0, settingsPayload(settings));
  }

  send(type: number, flags: number, id: number, payload: Uint8Array | string): void {
    this.raw(frame(type, flags, id, Buffer.from(payload)));
  }

  raw(bytes: Uint8Array): void {
    this.events?.received(bytes);
  }

  lose(errno?: string): void {
    this.events?.closed(errno);
  }

  headers(id: number, trailers = false): void {
    const fields = trailers ? encodeHeaders([['grpc-status', '0']]) : replyHeaders;
    this.send(FrameType.headers, Flag.endHeaders | (trailers ? Flag.endStream : 0), id, fields);
  }

  /** The frames that the connection has sent since the last time. */
  async taken(): Promise<Frame[]> {
    await new Promise(setImmediate);
    let bytes = this.written;
    this.written = Buffer.alloc(0);
    if (!this.isGreeted) {
      assert.equal(bytes.subarray(0, 24).toString(), 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
      bytes = bytes.subarray(24);
      this.isGreeted = true;
    }
    const frames: Frame[] = [];
    while (bytes.length > 0) {
      const end = 9 + bytes.readUIntBE(0, 3);
      frames.push({
        type: bytes[3] ?? 0,
        flags: bytes[4] ?? 0,
        id: bytes.readUInt32BE(5),
        payload: bytes.subarray(9, end),
      });
      bytes = bytes.subarray(end);
    }
    return frames;
  }
}

const replyHeaders = encodeHeaders([
  [':status', '200'],
  ['content-type', 'application/grpc'],
]);

interface Outcome {
  messages: string[];
  ended: boolean;
  error: RpcError | undefined;
  isHungry: boolean;
  call: OpenCall;
}

function start(peer: Peer, body: Uint8Array = frameMessage(new Uint8Array(0))): Outcome {
  const outcome: Omit<Outcome, 'call'> = { messages: [], ended: false, error: undefined, isHungry: true };
  const call = peer.connection.start([[':method', 'POST']], body, {
    message: (bytes) => outcome.messages.push(Buffer.from(bytes).toString()),
    ended(error) {
      assert.ok(!outcome.ended, 'a call ends once');
      outcome.ended = true;
      outcome.error = error;
    },
    isHungry: () => outcome.isHungry,
  });
  return Object.assign(outcome, { call });
}

const kinds = (frames: readonly Frame[]): string[] => frames.map(({ type, id }) => `${type}/${id}`);

test('greeting, request, reply', async () => {
  const peer = new Peer();
  const outcome = start(peer, frameMessage(Buffer.from('ask')));
  const frames = await peer.taken();
  assert.deepEqual(kinds(frames), ['4/0', '8/0', '1/1', '0/1']);
  assert.equal(frames[3]?.flags, Flag.endStream);
  assert.equal(peer.isKeptAlive, true);
  peer.settings();
  peer.headers(1);
  peer.send(FrameType.data, 0, 1, frameMessage(Buffer.from('answer')));
  assert.deepEqual([outcome.messages, outcome.ended], [['answer'], false]);
  peer.headers(1, true);
  assert.deepEqual([outcome.ended, outcome.error], [true, undefined]);
  assert.equal(peer.isKeptAlive, false, 'an idle connection does not keep the program alive');
  assert.deepEqual(kinds(await peer.taken()), ['4/0'], 'only the settings are acknowledged');
});

test('the request waits for both windows, and for a change of the initial one', async () => {
  const peer = new Peer();
  peer.settings([Setting.initialWindowSize, 10]);
  start(peer, Buffer.alloc(100_000, 'x'));
  await peer.taken();
  const sent = async (): Promise<number> => {
    const frames = await peer.taken();
    return frames.filter(({ type }) => type === FrameType.data).reduce((sum, { payload }) => sum + payload.length, 0);
  };
  peer.send(FrameType.windowUpdate, 0, 1, uint32(5));
  assert.equal(await sent(), 5);
  peer.settings([Setting.initialWindowSize, 0]);
  peer.send(FrameType.windowUpdate, 0, 1, uint32(10));
  assert.equal(await sent(), 0, 'the window was negative');
  peer.settings([Setting.initialWindowSize, 2 ** 31 - 1 - 100_000], [Setting.maxFrameSize, 2 ** 20]);
  assert.equal(await sent(), 65_535 - 15, 'the window of the connection');
  peer.send(FrameType.windowUpdate, 0, 0, uint32(2 ** 20));
  assert.equal(await sent(), 100_000 - 65_535);
});

test('a server that answers early is not sent the rest of the request', async () => {
  const peer = new Peer();
  const outcome = start(peer, Buffer.alloc(100_000));
  await peer.taken();
  peer.settings();
  peer.send(
    FrameType.headers,
    Flag.endHeaders | Flag.endStream,
    1,
    Buffer.concat([replyHeaders, encodeHeaders([['grpc-status', '8']])]),
  );
  assert.equal(outcome.error?.code, 8);
  peer.send(FrameType.windowUpdate, 0, 0, uint32(100_000));
  assert.deepEqual(kinds(await peer.taken()), ['4/0', '3/1']);
});

test('a fast reader opens the window again, a slow one does not until it has caught up', async () => {
  const peer = new Peer();
  const outcome = start(peer);
  peer.settings();
  peer.headers(1);
  await peer.taken();
  const half = 4 * 1024 * 1024;
  const fill = (): void => {
    for (let bytes = 0; bytes < half; bytes += 16_384) peer.send(FrameType.data, 0, 1, Buffer.alloc(16_384));
  };
  fill();
  const credits = await peer.taken();
  assert.deepEqual(
    credits.map(({ type, id, payload }) => [type, id, payload.readUInt32BE(0)]),
    [[8, 1, half]],
  );
  outcome.isHungry = false;
  fill();
  assert.deepEqual(await peer.taken(), []);
  outcome.call.resume();
  assert.deepEqual(kinds(await peer.taken()), ['8/1']);
  fill();
  fill();
  peer.send(FrameType.data, 0, 1, Buffer.alloc(1));
  assert.equal(outcome.error?.code, 14, 'more than the window allows');
  assert.ok(peer.isDestroyed);
});

test('PING is answered, but not for ever when the peer does not read', async () => {
  const peer = new Peer();
  peer.settings();
  await peer.taken();
  peer.send(FrameType.ping, 0, 0, '12345678');
  peer.send(FrameType.ping, Flag.ack, 0, '12345678');
  const [answer, ...rest] = await peer.taken();
  assert.deepEqual(
    [answer?.type, answer?.flags, answer?.payload.toString(), rest.length],
    [6, Flag.ack, '12345678', 0],
  );
  const outcome = start(peer);
  peer.backlog = 2 ** 21;
  peer.send(FrameType.ping, 0, 0, '12345678');
  assert.equal(outcome.error?.code, 14);
  assert.ok(!peer.connection.isUsable());
});

test('GOAWAY: calls that the server took go on, later ones fail, new ones need a new connection', async () => {
  const peer = new Peer();
  const [first, second] = [start(peer), start(peer)];
  peer.settings();
  peer.headers(1);
  peer.send(FrameType.goAway, 0, 0, Buffer.concat([uint32(1), uint32(0)]));
  assert.equal(second.error?.code, 14);
  assert.ok(!first.ended);
  assert.ok(!peer.connection.isUsable());
  assert.equal(start(peer).error?.code, 14);
  peer.send(FrameType.data, 0, 1, frameMessage(Buffer.from('x')));
  peer.headers(1, true);
  assert.deepEqual([first.messages, first.ended, first.error], [['x'], true, undefined]);
});

test('resets, and what they mean', () => {
  for (const [errorCode, code] of [
    [7, 14],
    [8, 1],
    [11, 8],
    [12, 7],
    [2, 13],
  ] as const) {
    const peer = new Peer();
    const outcome = start(peer);
    peer.settings();
    peer.send(FrameType.resetStream, 0, 1, uint32(errorCode));
    assert.equal(outcome.error?.code, code, `HTTP/2 error ${errorCode}`);
    assert.ok(peer.connection.isUsable());
  }
});

test('replies that gRPC does not allow fail the call, not the connection', () => {
  const message = frameMessage(Buffer.from('x'));
  const bad: Readonly<Record<string, (peer: Peer) => void>> = {
    'data before headers': (peer) => peer.send(FrameType.data, 0, 1, message),
    'no status': (peer) => {
      peer.headers(1);
      peer.send(FrameType.data, Flag.endStream, 1, message);
    },
    'headers twice': (peer) => {
      peer.headers(1);
      peer.headers(1);
    },
    'the end inside a message': (peer) => {
      peer.headers(1);
      peer.send(FrameType.data, 0, 1, message.subarray(0, 5));
      peer.headers(1, true);
    },
    compressed: (peer) => {
      peer.headers(1);
      peer.send(FrameType.data, 0, 1, Buffer.from([1, 0, 0, 0, 0]));
    },
    'another content type': (peer) => peer.send(FrameType.headers, Flag.endHeaders, 1, Buffer.of(0x88)),
  };
  for (const [what, misbehave] of Object.entries(bad)) {
    const peer = new Peer();
    const [outcome, other] = [start(peer), start(peer)];
    peer.settings();
    misbehave(peer);
    assert.ok(outcome.error !== undefined, what);
    assert.ok(!other.ended && peer.connection.isUsable(), what);
  }
});

test('frames that HTTP/2 does not allow end the connection and every call', () => {
  const bad: Readonly<Record<string, [type: number, flags: number, id: number, payload: Buffer]>> = {
    'SETTINGS of a wrong length': [4, 0, 0, Buffer.alloc(5)],
    'SETTINGS on a stream': [4, 0, 1, Buffer.alloc(0)],
    'a window that is too large': [4, 0, 0, settingsPayload([[Setting.initialWindowSize, 2 ** 31]])],
    'a frame size that is too small': [4, 0, 0, settingsPayload([[Setting.maxFrameSize, 1]])],
    'a short PING': [6, 0, 0, Buffer.alloc(7)],
    PUSH_PROMISE: [5, Flag.endHeaders, 1, Buffer.alloc(4)],
    'an increment of zero': [8, 0, 0, Buffer.alloc(4)],
    'an increment that overflows': [8, 0, 1, uint32(2 ** 31 - 1)],
    'a short GOAWAY': [7, 0, 0, Buffer.alloc(4)],
    'a short RST_STREAM': [3, 0, 1, Buffer.alloc(3)],
    'a stream that was never opened': [3, 0, 7, Buffer.alloc(4)],
    'an even stream': [0, 0, 2, Buffer.alloc(4)],
    'a bad header block': [1, Flag.endHeaders, 1, Buffer.of(0x80)],
  };
  for (const [what, [type, flags, id, payload]] of Object.entries(bad)) {
    const peer = new Peer();
    const outcomes = [start(peer), start(peer)];
    peer.settings();
    peer.send(type, flags, id, payload);
    assert.ok(outcomes.every(({ error }) => error?.code === 14) && peer.isDestroyed, what);
  }
});

test('frames that say nothing to us are passed over', () => {
  const peer = new Peer();
  const outcome = start(peer);
  peer.settings();
  peer.send(FrameType.headers, Flag.endHeaders, 1, encodeHeaders([[':status', '103']]));
  peer.send(2, 0, 1, Buffer.alloc(5));
  peer.send(0xfa, 0xff, 1, 'unknown');
  peer.settings([0x1234, 7]);
  assert.ok(!outcome.ended && peer.connection.isUsable());
});

test('a cancelled call is reset, and what still arrives for it keeps the header tables equal', async () => {
  const peer = new Peer();
  const outcome = start(peer);
  peer.settings();
  await peer.taken();
  outcome.call.cancel({ code: 1 } as RpcError);
  outcome.call.cancel({ code: 4 } as RpcError);
  assert.deepEqual([outcome.ended, outcome.error?.code], [true, 1]);
  assert.deepEqual(kinds(await peer.taken()), ['3/1']);
  // A literal that enters the table: the next call's headers refer to it.
  const status = Buffer.concat([Buffer.of(0x88), Buffer.from([0x5f, 16]), Buffer.from('application/grpc')]);
  peer.send(FrameType.headers, Flag.endHeaders, 1, status);
  peer.send(FrameType.data, 0, 1, Buffer.alloc(100));
  const next = start(peer);
  peer.send(FrameType.headers, Flag.endHeaders, 3, Buffer.of(0x88, 0xbe));
  peer.send(FrameType.data, 0, 3, frameMessage(Buffer.from('x')));
  peer.headers(3, true);
  assert.deepEqual([next.messages, next.error], [['x'], undefined]);
});

test('a lost connection fails what runs and what waits', () => {
  const peer = new Peer();
  peer.settings([Setting.maxConcurrentStreams, 1]);
  const outcomes = [start(peer), start(peer), start(peer)];
  peer.lose('ECONNRESET');
  assert.deepEqual(
    outcomes.map(({ error }) => error?.code),
    [14, 14, 14],
  );
  assert.equal(outcomes[0]?.error?.errno, 'ECONNRESET');
});

test('whatever a server sends, every call ends once and nothing is thrown', () => {
  for (let seed = 0; seed < 3000; seed++) {
    const random = new Random(seed);
    const peer = new Peer();
    const outcomes = [start(peer), start(peer, Buffer.alloc(random.below(100_000)))];
    peer.settings();
    for (let round = 0; round < 12 && !peer.isDestroyed; round++) {
      const id = [0, 1, 1, 3, 3][random.below(5)] ?? 0;
      const payloads = [
        replyHeaders,
        random.bytes(random.below(30)),
        uint32(random.below(2 ** 31)),
        frameMessage(random.bytes(5)),
      ];
      peer.send(random.below(10), random.below(64), id, payloads[random.below(payloads.length)] ?? '');
      if (random.below(20) === 0) peer.raw(random.bytes(50));
      if (random.below(20) === 0) outcomes[0]?.call.cancel({ code: 1 } as RpcError);
    }
    peer.lose();
    assert.ok(
      outcomes.every(({ ended }) => ended),
      `seed ${seed}`,
    );
  }
});
