import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newLine, parseLine, writeStamp } from '../../../src/logs/line.ts';

function read(text: string | Buffer) {
  const bytes = Buffer.from(text);
  const line = newLine();
  if (!parseLine(bytes, 0, bytes.length, line)) return undefined;
  const target = Buffer.alloc(64);
  return {
    text: line.bytes.toString('latin1', line.textStart, line.textEnd),
    stream: line.stream,
    partial: line.partial,
    stamp: target.toString('latin1', 0, writeStamp(bytes, line, target, 0)),
  };
}

describe('a line of a CRI log', () => {
  it('is read with its stream, tag and text', () => {
    assert.deepEqual(read('2015-01-01T00:00:01.5Z stderr F  a b \n'), {
      text: ' a b \n',
      stream: 'stderr',
      partial: false,
      stamp: '2015-01-01T00:00:01.500000000Z ',
    });
  });

  it('loses its newline when the text goes on', () => {
    assert.equal(read('2015-01-01T00:00:01.123456789Z stdout P half\n')?.text, 'half');
    assert.equal(read('2015-01-01T00:00:01Z stdout P:tag half\n')?.text, 'half');
  });

  it('keeps carriage returns, invalid UTF-8 and a missing newline', () => {
    const bytes = Buffer.concat([Buffer.from('2015-01-01T00:00:01Z stdout F '), Buffer.from([0xff, 0xfe, 0, 0x0d])]);
    assert.equal(read(bytes)?.text, '\xff\xfe\0\r');
  });

  it('may be empty', () => {
    assert.equal(read('2015-01-01T00:00:01Z stdout F \n')?.text, '\n');
    assert.equal(read('2015-01-01T00:00:01Z stdout F ')?.text, '');
  });

  it('shows its time with nine digits and its own zone', () => {
    assert.equal(
      read('2015-01-01T02:00:01.1234567891+02:00 stdout F a\n')?.stamp,
      '2015-01-01T02:00:01.123456789+02:00 ',
    );
    assert.equal(read('2015-01-01T02:00:01Z stdout F a\n')?.stamp, '2015-01-01T02:00:01.000000000Z ');
  });

  for (const bad of [
    'nonsense',
    '',
    '2015-01-01T00:00:01Z',
    '2015-01-01T00:00:01Z stdout',
    '2015-01-01T00:00:01Z stdout F',
    '2015-01-01T00:00:01Z stdin F a',
    '2015-01-01T00:00:01Z stdoux F a',
    '2015-01-01T00:00:01Z stdout X a',
    '2015-01-01T00:00:01Z stdout F:x',
    '2015/01/01 00:00:01Z stdout F a',
  ]) {
    it(`is not ${JSON.stringify(bad)}`, () => assert.equal(read(bad), undefined));
  }
});

describe("a line of docker's json-file log", () => {
  it('is decoded', () => {
    assert.deepEqual(read('{"log":"\\u2603\\t\\n","stream":"stderr","time":"2015-01-01T00:00:01.25Z"}\n'), {
      text: Buffer.from('☃\t\n').toString('latin1'),
      stream: 'stderr',
      partial: false,
      stamp: '2015-01-01T00:00:01.250000000Z ',
    });
  });

  it('is partial without a newline in its text', () => {
    assert.equal(read('{"log":"a","stream":"stdout","time":"2015-01-01T00:00:01Z"}\n')?.partial, true);
  });

  for (const bad of [
    '{',
    '{}',
    '{"log":1,"stream":"stdout","time":"2015-01-01T00:00:01Z"}',
    '{"log":"a","stream":"x","time":"2015-01-01T00:00:01Z"}',
  ]) {
    it(`is not ${bad}`, () => assert.equal(read(bad), undefined));
  }
});
