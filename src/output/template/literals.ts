import { usageError } from '../../errors.ts';

/** `line` counts from one. */
export function templateError(line: number, what: string): Error {
  return usageError(`invalid template: line ${line}: ${what}`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Reads Go's escapes. */
export function unquote(text: string, line: number): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([\s\S]))/g,
    (whole, x, u, long, octal, letter) => {
      const hex = x ?? u ?? long;
      const code =
        hex === undefined ? (octal === undefined ? undefined : Number.parseInt(octal, 8)) : Number.parseInt(hex, 16);
      const value = code === undefined ? ESCAPES[letter] : code > 0x10ffff ? undefined : String.fromCodePoint(code);
      if (value === undefined) throw templateError(line, `unknown escape ${whole}`);
      return value;
    },
  );
}

/** A number as Go writes it in source text. */
export function readNumber(text: string, line: number): number | bigint {
  const digits = text.replaceAll('_', '');
  const [, sign, unsigned] = /^([+-]?)(.*)$/.exec(digits) as unknown as [string, string, string];
  if (/^0\d*[89]/.test(unsigned)) throw templateError(line, `bad number ${text}`);
  if (/^(?:0[xXbBoO]|\d+$)/.test(unsigned)) {
    // Go reads a leading zero as octal.
    const whole = BigInt(/^0\d/.test(unsigned) ? `0o${unsigned.slice(1)}` : unsigned);
    const value = sign === '-' ? -whole : whole;
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  const value = Number(digits);
  if (Number.isNaN(value)) throw templateError(line, `bad number ${text}`);
  return value;
}
