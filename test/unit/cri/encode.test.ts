import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/cri/decode.ts';
import { encode } from '../../../src/cri/encode.ts';
import { tables } from '../../../src/cri/gen/tables.ts';
import { CrixError } from '../../../src/errors.ts';
import { randomFrom, randomMessage } from './random-message.ts';

const container = tables.of('Container');
const list = tables.of('ListContainersResponse');

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('encode', () => {
  it('writes every message of the API so that decode brings it back', () => {
    const random = randomFrom(1);
    for (const name of tables.names) {
      const table = tables.byName(name);
      for (let round = 0; round < 5; round++) {
        const message = randomMessage(table, random);
        assert.deepEqual(decode(table, encode(table, message as object)), message, name);
      }
    }
  });

  it('writes what the protobuf specification shows', () => {
    assert.deepEqual(Buffer.from(encode(tables.of('Int64Value'), { value: 150n })), bytes('08 96 01'));
    assert.deepEqual(Buffer.from(encode(tables.of('Int64Value'), { value: -1n })), bytes('08 ffffffffffffffffff01'));
    assert.deepEqual(
      Buffer.from(encode(tables.of('PortForwardRequest'), { port: [3, 270, 86942] })),
      bytes('12 06 03 8e02 9ea705'),
    );
    assert.deepEqual(
      Buffer.from(encode(tables.of('ListContainersRequest'), { filter: { state: {} } })),
      bytes('0a 02 12 00'),
    );
  });

  it('leaves out zeros and undefined', () => {
    const empty = encode(container, {
      id: '',
      createdAt: 0n,
      labels: {},
      state: 'CONTAINER_CREATED',
      image: undefined,
    });
    assert.equal(empty.length, 0);
  });

  it('keeps the length of nested messages right where it takes one to four bytes', () => {
    for (const length of [0, 125, 126, 127, 128, 16380, 16390, 2 ** 21]) {
      const message = { containers: [{ id: 'a' }, { id: 'x'.repeat(length), imageId: 'end' }] };
      const [, second] = decode(list, encode(list, message)).containers;
      assert.equal(second?.id.length, length);
      assert.equal(second?.imageId, 'end');
    }
  });

  it('refuses numbers that do not fit', () => {
    assert.throws(
      () => encode(tables.of('Int64Value'), { value: 2n ** 63n }),
      /Int64Value.value cannot be 9223372036854775808/,
    );
    assert.throws(() => encode(tables.of('UInt64Value'), { value: -1n }), CrixError);
    assert.throws(() => encode(tables.of('PortMapping'), { hostPort: 1.5 }), CrixError);
    assert.throws(() => encode(tables.of('PortMapping'), { protocol: 'ICMP' as 'TCP' }), /use TCP, UDP, SCTP/);
  });
});
