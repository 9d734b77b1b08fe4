import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainScalar, readYamlAsWritten } from '../../src/yaml.ts';

/** Plain scalars as `=text`, so that they differ from quoted strings. */
function shape(text: string): unknown {
  return JSON.parse(
    JSON.stringify(readYamlAsWritten(text) ?? null, (_key, value) =>
      value instanceof PlainScalar ? `=${value.text}` : value,
    ),
  );
}

test('unquoted words stay as written, quoted ones are strings', () => {
  assert.deepEqual(shape('a: yes\nb: "1"\nc: [010, 1e3, 2020-01-01]\nd: |\n  x\ne:\n'), {
    a: '=yes',
    b: '1',
    c: ['=010', '=1e3', '=2020-01-01'],
    d: 'x\n',
    e: '=',
  });
});

test('keys are text whatever they look like', () => {
  assert.deepEqual(shape('1: a\ntrue: b\nno: c\n'), { '1': '=a', true: '=b', no: '=c' });
});

test('the last of duplicate keys wins, in YAML and in JSON', () => {
  assert.deepEqual(shape('a: 1\na: 2\n'), { a: '=2' });
  assert.deepEqual(shape('{"a":1,"a":2}'), { a: '=2' });
});

test('merge keys and anchors are resolved; a key next to the merge wins', () => {
  assert.deepEqual(shape('b: &b {x: 1, y: 2}\nc: {<<: *b, y: 3}\n'), {
    b: { x: '=1', y: '=2' },
    c: { x: '=1', y: '=3' },
  });
});

test('JSON indented with tabs is read', () => {
  assert.deepEqual(shape('{\n\t"a": {\n\t\t"b": [\t1,\n\t\t2]\n\t}\n}'), { a: { b: ['=1', '=2'] } });
});

test('a byte order mark, a document marker and further documents do not matter', () => {
  assert.deepEqual(shape('\ufeff---\na: b\n---\nc: d\n'), { a: '=b' });
});

test('nothing is undefined', () => {
  assert.equal(readYamlAsWritten(''), undefined);
});

test('a mistake names line and column', () => {
  assert.throws(
    () => readYamlAsWritten('metadata:\n\tname: c\n'),
    /not valid YAML at line 2, column 1: tab characters/,
  );
  assert.throws(() => readYamlAsWritten('a: [b\n'), /not valid YAML at line 2/);
});

test('a mapping as key is refused', () => {
  assert.throws(() => readYamlAsWritten('? {a: b}\n: c'), /a key has to be a single word/);
});
