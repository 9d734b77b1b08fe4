import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/cri/decode.ts';
import { encode } from '../../../src/cri/encode.ts';
import { tables } from '../../../src/cri/gen/tables.ts';
import { CrixError } from '../../../src/errors.ts';
import { pick, randomFrom, randomMessage } from './random-message.ts';

const container = tables.of('Container');
const list = tables.of('ListContainersResponse');

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('decode', () => {
  it('keeps unknown enum values as numbers', () => {
    assert.equal(decode(container, bytes('30 09')).state, 9);
    assert.equal(decode(container, bytes('30 ffffffffffffffffff01')).state, -1);
  });

  it('skips fields and wire types it does not know', () => {
    // Field 900 as varint, fixed64, bytes, a group with a group inside, and fixed32; then the id.
    const unknown = 'a038 ac02  a138 0102030405060708  a238 03 616263  a338 08 01 0b 0c a438  a538 01020304';
    assert.equal(decode(container, bytes(`${unknown} 0a 01 61`)).id, 'a');
    // The id as a number.
    assert.equal(decode(container, bytes('08 05')).id, '');
  });

  it('reads repeated numbers packed, unpacked and mixed', () => {
    const context = tables.of('LinuxContainerUser');
    assert.deepEqual(decode(context, bytes('18 01 1a 02 02 03 18 04')).supplementalGroups, [1n, 2n, 3n, 4n]);
  });

  it('merges a message that was sent in parts', () => {
    const reply = decode(container, bytes('1a 03 0a 01 61  1a 02 10 07'));
    assert.deepEqual({ ...reply.metadata }, { name: 'a', attempt: 7 });
  });

  it('replaces invalid UTF-8', () => {
    assert.equal(decode(container, bytes('0a 03 61 ff 62')).id, 'a\ufffdb');
  });

  it('takes map entries without key or value, twice, or in reverse', () => {
    const { labels } = decode(
      container,
      bytes('42 00  42 03 0a 01 61  42 06 12 01 31 0a 01 62  42 06 0a 01 62 12 01 32'),
    );
    assert.deepEqual({ ...labels }, { '': '', a: '', b: '2' });
  });

  it('copies bytes, so that a reply is not kept alive', () => {
    const source = bytes('0a 02 01 02');
    const { stdout } = decode(tables.of('ExecSyncResponse'), source);
    source[2] = 9;
    assert.deepEqual([...stdout], [1, 2]);
  });

  it('lets nobody change the shared empty lists and maps', () => {
    const { containers } = decode(list, new Uint8Array());
    assert.throws(() => (containers as unknown[]).push(1), TypeError);
    assert.equal(Object.isFrozen(decode(container, new Uint8Array()).labels), true);
  });
});

describe('a mask', () => {
  const message = {
    containers: [
      {
        id: 'a',
        state: 'CONTAINER_EXITED',
        createdAt: 7n,
        labels: { app: 'web', tier: 'x' },
        metadata: { name: 'n', attempt: 2 },
      },
      { id: 'b', imageRef: 'r' },
    ],
  } as const;
  const sent = encode(list, message);

  it('leaves other fields at zero', () => {
    const [first, second] = decode(list, sent, { containers: { id: true } }).containers;
    assert.deepEqual(
      [first?.id, first?.createdAt, first?.state, first?.metadata],
      ['a', 0n, 'CONTAINER_CREATED', undefined],
    );
    assert.deepEqual([second?.id, second?.imageRef], ['b', '']);
  });

  it('reaches into messages and map keys', () => {
    const mask = { containers: { labels: { app: true }, metadata: { name: true } } } as const;
    const [first] = decode(list, sent, mask).containers;
    assert.deepEqual({ ...first?.labels }, { app: 'web' });
    assert.deepEqual({ ...first?.metadata }, { name: 'n', attempt: 0 });
  });

  it('must name real fields', () => {
    assert.throws(() => decode(list, sent, { container: true }), /mask names container/);
  });

  it('may be used for two message types', () => {
    const mask = { id: true } as const;
    assert.equal(decode(container, bytes('0a 01 61'), mask).id, 'a');
    assert.equal(decode(tables.of('Image'), bytes('0a 01 62'), mask).id, 'b');
  });
});

describe('malformed bytes', () => {
  const cases = {
    'a cut number': '38 ff',
    'a number of eleven bytes': '38 ffffffffffffffffffff01',
    'a text that runs past the end': '0a 05 61',
    'a text of four gigabytes': '0a ffffffff0f 61',
    'a text of 2^63 bytes': '0a ffffffffffffffff7f 61',
    'a nested message that runs past its parent': '1a 02 0a 05',
    'a map entry that runs past its parent': '42 02 0a 05',
    'a cut group': 'a338 08 01',
    'the end of no group': '0c',
    'wire type 7': '0f',
    'field number 0': '00 00',
    'a cut unknown fixed64': 'a138 01',
    'a tag alone': '0a',
  };
  for (const [what, hex] of Object.entries(cases)) {
    it(`${what} is an error that names the message`, () => {
      assert.throws(
        () => decode(container, bytes(hex)),
        (error: unknown) =>
          error instanceof CrixError && error.kind === 'runtime' && error.message.includes('Container'),
      );
    });
  }

  it('of a deep nest of groups do not exhaust the stack', () => {
    assert.throws(() => decode(container, new Uint8Array(200_000).fill(0xa3)), CrixError);
    const deep = Buffer.concat([Buffer.alloc(100_000, 0x0b), Buffer.alloc(100_000, 0x0c), bytes('0a 01 61')]);
    assert.throws(() => decode(tables.of('Int64Value'), deep.subarray(0, 150_000)), CrixError);
  });

  it('made by damaging good ones are read or refused, and nothing else', () => {
    const random = randomFrom(2);
    let refused = 0;
    for (let round = 0; round < 3000; round++) {
      const table = tables.byName(pick(random, tables.names));
      const good = Buffer.from(encode(table, randomMessage(table, random) as object));
      const bad = damage(good, random);
      try {
        decode(table, bad);
      } catch (error) {
        assert.ok(error instanceof CrixError, String(error));
        refused++;
      }
    }
    assert.ok(refused > 100, `only ${refused} were refused`);
  });
});

function damage(good: Buffer, random: () => number): Uint8Array {
  const bad = Buffer.from(good.subarray(0, random() < 0.3 ? Math.floor(random() * good.length) : good.length));
  for (let flips = pick(random, [0, 1, 5]); flips > 0 && bad.length > 0; flips--) {
    bad[Math.floor(random() * bad.length)] = Math.floor(random() * 256);
  }
  return bad;
}
