import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoted, sprintf } from '../../../../src/output/template/format.ts';

/** Format, values, what Go's fmt.Sprintf gives. */
const CASES: readonly (readonly [string, readonly unknown[], string])[] = [
  ['%-10s|%5v|%q', ['job', 1, 'Error'], 'job       |    1|"Error"'],
  ['%d %5d %-5d| %05d %+d % d', [1, 2, 3, 4, 5, 6], '1     2 3    | 00004 +5  6'],
  ['%x %X %#x %o %b %O', [255, 255, 255, 8, 5, 8], 'ff FF 0xff 10 101 0o10'],
  ['%x %X', ['hi', 'é'], '6869 C3A9'],
  ['%c %U %q', [0x2603, 0x2603, 0x2603], "☃ U+2603 '☃'"],
  [
    '%f %.2f %8.3f %e %g %G',
    [1.5, 1.005, 2.71428, 12345.678, 1e21, 1e-7],
    '1.500000 1.00    2.714 1.234568e+04 1e+21 1E-07',
  ],
  ['%t %v %5t', [true, false, true], 'true false  true'],
  ['%T %T %T %T %T', ['a', 1, 1.5, [], {}], 'string int float64 []interface {} map[string]interface {}'],
  ['%s %v', [['a', 'b'], { b: 1, a: null }], '[a b] map[a:<nil> b:1]'],
  ['%d', [[1, 2]], '[1 2]'],
  ['%.3s|%6.2s|', ['☃abcd', 'xyz'], '☃ab|    xy|'],
  ['%*d|%-*d|', [4, 7, 4, 7], '   7|7   |'],
  ['%d%%', [5], '5%'],
  ['%d', ['x'], '%!d(string=x)'],
  ['%s', [5], '%!s(int=5)'],
  ['%d %d', [1], '1 %!d(MISSING)'],
  ['%d', [1, 'a', 2], '1%!(EXTRA string=a, int=2)'],
  ['%', [], '%!(NOVERB)'],
  ['%v %s %d', [null, null, undefined], '<nil> %!s(<nil>) %!d(<nil>)'],
  ['%#v %#q', ['a"b', 'x'], '"a\\"b" `x`'],
  ['%d', [9007199254740993n], '9007199254740993'],
];

test('sprintf follows Go', () => {
  for (const [format, values, expected] of CASES) assert.equal(sprintf(format, ...values), expected, format);
});

test('quoted text hides control characters', () => {
  assert.equal(quoted('a\x1b[2J\n\u009b☃'), '"a\\x1b[2J\\n\\u009b☃"');
});
