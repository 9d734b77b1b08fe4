import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../../src/cri/decode.ts';
import { pieceDecoder } from '../../../src/cri/decode-pieces.ts';
import { encode } from '../../../src/cri/encode.ts';
import { tables } from '../../../src/cri/gen/tables.ts';
import { Random } from './transport/random.ts';

const table = tables.of('ListContainersResponse');
const container = (index: number): object => ({
  id: `container-${index}`,
  metadata: { name: 'x'.repeat(index * 7), attempt: index },
  createdAt: 1_702_433_310_289_755_401n,
  labels: { a: 'b', long: 'y'.repeat(index * 5) },
});

const bytes = Buffer.from(encode(table, { containers: Array.from({ length: 500 }, (_, index) => container(index)) }));

function decodeInPieces(pieces: readonly Uint8Array[], mask?: Parameters<typeof decode>[2]): unknown {
  const decoder = pieceDecoder(table, mask);
  for (const piece of pieces) {
    // The memory of a piece is used again by its owner.
    const borrowed = Buffer.from(piece);
    decoder.push(borrowed);
    borrowed.fill(0xff);
  }
  return decoder.finish();
}

test('pieces of any size give what the whole gives', () => {
  assert.ok(bytes.length > 1_000_000, 'more than the buffer holds');
  const whole = decode(table, bytes);
  for (const longest of [9, 10_000, 300_000]) {
    assert.deepEqual(decodeInPieces(new Random(longest).cuts(bytes, longest)), whole, `pieces up to ${longest}`);
  }
  const mask = { containers: { id: true } } as const;
  assert.deepEqual(decodeInPieces(new Random(1).cuts(bytes, 50_000), mask), decode(table, bytes, mask));
});

test('nothing, and a field larger than the buffer', () => {
  assert.deepEqual(decodeInPieces([]), decode(table, Buffer.alloc(0)));
  const one = Buffer.from(encode(table, { containers: [container(40_000)] }));
  assert.deepEqual(decodeInPieces(new Random(2).cuts(one, 16_384)), decode(table, one));
});

test('bytes that are no message fail as they do in one piece', () => {
  for (let seed = 0; seed < 1000; seed++) {
    const random = new Random(seed);
    const noise = seed % 2 === 0 ? random.bytes(random.below(40)) : bytes.subarray(0, random.below(4000));
    const outcome = (read: () => unknown): unknown => {
      try {
        return read();
      } catch (error) {
        return String(error).replace(/ at byte \d+/, '');
      }
    };
    const pieces = random.cuts(Buffer.from(noise), 9);
    assert.deepEqual(
      outcome(() => decodeInPieces(pieces)),
      outcome(() => decode(table, noise)),
      `seed ${seed}`,
    );
  }
});
