import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeYaml, yamlChunks } from '../../../src/output/yaml.ts';
import { PlainScalar, readYamlAsWritten, type YamlMapping } from '../../../src/yaml.ts';

/** A text and how it stands behind a key. */
const SCALARS: readonly (readonly [string, string])[] = [
  ['web', 'web'],
  ['', '""'],
  ['yes', '"yes"'],
  ['y', '"y"'],
  ['null', '"null"'],
  ['~', '"~"'],
  ['1', '"1"'],
  ['0x1f', '"0x1f"'],
  ['1_000', '"1_000"'],
  ['1e5', '"1e5"'],
  ['08', '"08"'],
  ['.5', '".5"'],
  ['-.inf', '"-.inf"'],
  ['12:30:45', '"12:30:45"'],
  ['2015-01-01', '"2015-01-01"'],
  ['0001-01-01T00:00:00Z', '"0001-01-01T00:00:00Z"'],
  ['1.2.3', '1.2.3'],
  ['10.88.0.5', '10.88.0.5'],
  ['sha256:abc', 'sha256:abc'],
  ['6b205024', '6b205024'],
  ['a<b>&"c"', 'a<b>&"c"'],
  ['日本語 é', '日本語 é'],
  ['a: b', "'a: b'"],
  ["it's: x", "'it''s: x'"],
  ['a #b', "'a #b'"],
  ['a#b', 'a#b'],
  ['ends:', "'ends:'"],
  ['- x', "'- x'"],
  ['-x', '-x'],
  ['--- x', "'--- x'"],
  ['[x', "'[x'"],
  ['@x', "'@x'"],
  ['%x', "'%x'"],
  ['*x', "'*x'"],
  [' x', "' x'"],
  ['x ', "'x '"],
  ['a\tb', '"a\\tb"'],
  ['a\x1b[2Jb', '"a\\e[2Jb"'],
  ['\u{1F600}', '"\\U0001F600"'],
  ['\u009b', '"\\x9B"'],
  ['a\r', '"a\\r"'],
  ['a\rb\n', '"a\\rb\\n"'],
  ['a \nb', '"a \\nb"'],
  ['a\nb', '|-\n  a\n  b'],
  ['a\nb\n', '|\n  a\n  b'],
  ['a\n\nb', '|-\n  a\n\n  b'],
  [' a\nb', '|2-\n   a\n  b'],
];

test('scalars get the quotes that Go gives them, and read back as they were', () => {
  for (const [text, expected] of SCALARS) {
    const written = writeYaml({ k: text });
    assert.equal(written, `k: ${expected}\n`, JSON.stringify(text));
    const { k } = readYamlAsWritten(written) as YamlMapping;
    assert.equal(k instanceof PlainScalar ? k.text : k, text, written);
  }
});

test('collections stand as crictl prints them', () => {
  const value = {
    b: [{ z: 1, a: [] }, [1, [2]], null],
    a: { y: {}, x: true },
    Avg300: 1.5,
    Avg60: 2,
    雪: 1,
    '1': 'one',
  };
  assert.equal(
    writeYaml(value),
    [
      '"1": one',
      'Avg60: 2',
      'Avg300: 1.5',
      'a:',
      '  x: true',
      '  "y": {}',
      'b:',
      '- a: []',
      '  z: 1',
      '- - 1',
      '  - - 2',
      '- null',
      '雪: 1',
      '',
    ].join('\n'),
  );
  assert.equal(writeYaml([]), '[]\n');
  assert.equal(writeYaml({ a: 1, b: undefined }), 'a: 1\n');
});

test('long texts are folded at spaces after column 80', () => {
  const words = Array.from({ length: 20 }, (_, at) => `word${at}`).join(' ');
  const [first = '', second = ''] = writeYaml({ key: words }).split('\n');
  assert.ok(first.length > 80 && first.length < 90, first);
  assert.match(second, /^ {2}word\d+ /);
  assert.match(writeYaml({ key: `: ${words}` }), /^key: ': word0 .*\n {2}word\d+ .*'\n$/);
  assert.match(writeYaml({ key: `\t${words}` }), /^key: "\\tword0 .*\n {2}word\d+ .*"\n$/);
});

test('keys that are long or broken are announced', () => {
  const key = 'k'.repeat(200);
  assert.equal(writeYaml({ [key]: 'v' }), `? ${key}\n: v\n`);
});

test('lazy lists are read as the pieces are taken', () => {
  const items = Array.from({ length: 5000 }, (_, id) => ({ id, text: 'x'.repeat(40) }));
  const lazy = { items: items.values() };
  const chunks = [...yamlChunks(lazy)];
  assert.ok(chunks.length > 1);
  assert.equal(chunks.join(''), writeYaml({ items }));
});

const PIECES = [
  'a',
  '0',
  ' ',
  '  ',
  ': ',
  '#',
  ' #',
  '-',
  '- ',
  '\n',
  '\n\n',
  '\t',
  '\r',
  '"',
  "'",
  '_',
  '.',
  'yes',
  '[',
  '{',
  '&',
  '|',
  '日',
  '\u{1F600}',
  '\x1b',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\\',
  'word word '.repeat(12),
];

test('whatever a text holds, it reads back as it was', () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: random(7) }, () => PIECES[random(PIECES.length)]).join('');
    const written = writeYaml({ k: [text, { [`x${text}`]: text }] });
    const { k } = readYamlAsWritten(written) as { k: [unknown, Record<string, unknown>] };
    const plain = (node: unknown): unknown => (node instanceof PlainScalar ? node.text : node);
    const [[key, value] = []] = Object.entries(k[1]);
    assert.deepEqual([plain(k[0]), key, plain(value)], [text, `x${text}`, text], JSON.stringify(text));
  }
});

/** The same numbers in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
