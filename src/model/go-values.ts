// Texts as Go's strconv and time packages read them: what users of crictl and docker write in flags and files.

const radixOf: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };
const digitsOf: Readonly<Record<number, RegExp>> = {
  2: /^[01]+$/,
  8: /^[0-7]+$/,
  10: /^\d+$/,
  16: /^[\da-f]+$/i,
};

/** Go's strconv.ParseInt with base 0: decimal, 0x, 0o, 0b, leading-zero octal, underscores between digits. Any size. */
export function parseInt64(text: string): bigint | undefined {
  const [, sign, body] = /^([+-]?)(.+)$/s.exec(text) ?? [];
  if (body === undefined) return undefined;
  const prefix = /^0([xob])_?(.*)$/i.exec(body);
  const octal = prefix === null && /^0_?\d/.test(body);
  const radix = prefix ? (radixOf[(prefix[1] as string).toLowerCase()] as number) : octal ? 8 : 10;
  const written = prefix ? (prefix[2] as string) : octal ? body.slice(1).replace(/^_/, '') : body;
  // Underscores only stand singly between digits (or after the base prefix).
  if (/^_|__|_$/.test(written)) return undefined;
  const digits = written.replaceAll('_', '');
  if (!(digitsOf[radix] as RegExp).test(digits)) return undefined;
  const value = BigInt(radix === 10 ? digits : `0${{ 2: 'b', 8: 'o', 16: 'x' }[radix]}${digits}`);
  return sign === '-' ? -value : value;
}

const nanosOf: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Go's time.ParseDuration in nanoseconds; with `bareSeconds` a plain number is seconds. */
export function parseDuration(text: string, options: { bareSeconds?: boolean } = {}): bigint | undefined {
  if (options.bareSeconds && /^[+-]?\d+$/.test(text)) return BigInt(text) * 1_000_000_000n;
  const [, sign, body] = /^([+-]?)(.+)$/s.exec(text) ?? [];
  if (body === undefined) return undefined;
  if (body === '0') return 0n;
  const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
  let total = 0n;
  while (part.lastIndex < body.length) {
    const match = part.exec(body);
    if (match === null) return undefined;
    const [, whole = '', fraction = '', unit = 's'] = match;
    if (whole === '' && fraction === '') return undefined;
    const nanos = nanosOf[unit] as bigint;
    total += BigInt(whole || '0') * nanos + (BigInt(fraction || '0') * nanos) / 10n ** BigInt(fraction.length);
  }
  return sign === '-' ? -total : total;
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

/** Go's strconv.ParseBool. */
export function parseBoolean(text: string): boolean | undefined {
  return truths.get(text);
}
