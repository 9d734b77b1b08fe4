import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHeaders, type HeaderField, HpackDecoder } from '../../../../src/cri/transport/hpack.ts';
import { ProtocolError } from '../../../../src/cri/transport/http2.ts';
import { decodeHuffman } from '../../../../src/cri/transport/huffman.ts';
import { Random } from './random.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('the examples of RFC 7541, C.6: replies with Huffman code, one after the other, in a small table', () => {
  const decoder = new HpackDecoder();
  // The table of the examples has 256 bytes, which makes entries leave it.
  decoder.decode(hex('3fe101'));
  const date = (second: number): HeaderField => ['date', `Mon, 21 Oct 2013 20:13:${second} GMT`];
  const location: HeaderField = ['location', 'https://www.example.com'];
  const cache: HeaderField = ['cache-control', 'private'];
  assert.deepEqual(
    decoder.decode(
      hex(
        '4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3',
      ),
    ),
    [[':status', '302'], cache, date(21), location],
  );
  assert.deepEqual(decoder.decode(hex('4883 640e ffc1 c0bf')), [[':status', '307'], cache, date(21), location]);
  assert.deepEqual(
    decoder.decode(
      hex(
        '88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07',
      ),
    ),
    [
      [':status', '200'],
      cache,
      date(22),
      location,
      ['content-encoding', 'gzip'],
      ['set-cookie', 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1'],
    ],
  );
});

test('the examples of RFC 7541, C.2: the four kinds of literal', () => {
  assert.deepEqual(new HpackDecoder().decode(hex('400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572')), [
    ['custom-key', 'custom-header'],
  ]);
  assert.deepEqual(new HpackDecoder().decode(hex('040c 2f73 616d 706c 652f 7061 7468')), [[':path', '/sample/path']]);
  assert.deepEqual(new HpackDecoder().decode(hex('1008 7061 7373 776f 7264 0673 6563 7265 74')), [
    ['password', 'secret'],
  ]);
  assert.deepEqual(new HpackDecoder().decode(hex('82')), [[':method', 'GET']]);
});

test('Huffman codes of RFC 7541, appendix B, of every length', () => {
  const codes: readonly [byte: number, code: number, bits: number][] = [
    [0x61, 0x3, 5],
    [0x20, 0x14, 6],
    [0x7a, 0x7b, 7],
    [0x58, 0xfc, 8],
    [0x3f, 0x3fc, 10],
    [0x7c, 0x7fc, 11],
    [0x23, 0xffa, 12],
    [0x00, 0x1ff8, 13],
    [0x5e, 0x3ffc, 14],
    [0x60, 0x7ffd, 15],
    [0x5c, 0x7fff0, 19],
    [0xc3, 0x7fff1, 19],
    [0x80, 0xfffe6, 20],
    [0xac, 0x1fffdf, 21],
    [0x81, 0x3fffd2, 22],
    [0x01, 0x7fffd8, 23],
    [0x09, 0xffffea, 24],
    [0xc7, 0x1ffffec, 25],
    [0xff, 0x3ffffee, 26],
    [0xfe, 0x7fffff0, 27],
    [0xf9, 0xffffffe, 28],
    [0x0a, 0x3ffffffc, 30],
    [0x16, 0x3ffffffe, 30],
  ];
  for (const [byte, code, bits] of codes) {
    const padded = code
      .toString(2)
      .padStart(bits, '0')
      .padEnd(Math.ceil(bits / 8) * 8, '1');
    const bytes = Buffer.from((padded.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
    assert.equal(decodeHuffman(bytes), String.fromCharCode(byte), `byte ${byte}`);
  }
});

test('bad Huffman code is refused: the end mark, and padding that is too long or not of ones', () => {
  assert.equal(decodeHuffman(hex('ffff ffff')), undefined);
  assert.equal(decodeHuffman(hex('1fff')), undefined);
  assert.equal(decodeHuffman(hex('1c')), undefined);
  assert.equal(decodeHuffman(hex('1f')), 'a');
});

test('our own blocks are read back', () => {
  const fields: HeaderField[] = [
    [':method', 'POST'],
    [':scheme', 'http'],
    [':path', `/${'x'.repeat(300)}`],
    [':authority', 'localhost'],
    ['content-type', 'application/grpc'],
    ['user-agent', 'crix'],
    ['containerd-namespace', 'k8s.io'],
    ['long', 'y'.repeat(20_000)],
  ];
  assert.deepEqual(new HpackDecoder().decode(encodeHeaders(fields)), fields);
});

test('broken blocks are refused', () => {
  const broken = {
    'index zero': '80',
    'an index beyond the table': 'be',
    'a text cut short': '4005 6162',
    'an integer cut short': 'ff',
    'an endless integer': 'ff80 8080 8080 8080 01',
    'a table that we did not allow': '3fe2 1f',
    'bad Huffman code': '0081 00 00',
  };
  for (const [what, block] of Object.entries(broken)) {
    assert.throws(() => new HpackDecoder().decode(hex(block)), ProtocolError, what);
  }
});

test('a small block cannot unfold into endless headers', () => {
  const decoder = new HpackDecoder();
  decoder.decode(Buffer.concat([hex('4001 61 7f a1 1e'), Buffer.alloc(4000, 0x62)]));
  assert.throws(() => decoder.decode(Buffer.alloc(1000, 0xbe)), /too large/);
});

test('random blocks give headers or a ProtocolError, nothing else', () => {
  for (let seed = 0; seed < 2000; seed++) {
    const random = new Random(seed);
    const decoder = new HpackDecoder();
    try {
      for (let block = 0; block < 4; block++) decoder.decode(random.bytes(random.below(60)));
    } catch (error) {
      assert.ok(error instanceof ProtocolError, `seed ${seed}: ${error}`);
    }
  }
});
