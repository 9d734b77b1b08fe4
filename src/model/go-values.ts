// Texts as Go's strconv and time packages read them: what users of crictl and docker write in flags and files.

// Every start loads this file, so nothing is made before it is needed.

const radixOf: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

function areDigits(text: string, radix: number): boolean {
  switch (radix) {
    case 2:
      return /^[01]+$/.test(text);
    case 8:
      return /^[0-7]+$/.test(text);
    case 16:
      return /^[\da-f]+$/i.test(text);
    default:
      return /^\d+$/.test(text);
  }
}

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
  if (!areDigits(digits, radix)) return undefined;
  const value = BigInt(radix === 10 ? digits : `0${{ 2: 'b', 8: 'o', 16: 'x' }[radix]}${digits}`);
  return sign === '-' ? -value : value;
}

function nanosOf(unit: string): bigint {
  switch (unit) {
    case 'ns':
      return 1n;
    case 'ms':
      return 1_000_000n;
    case 's':
      return 1_000_000_000n;
    case 'm':
      return 60_000_000_000n;
    case 'h':
      return 3_600_000_000_000n;
    default:
      return 1_000n;
  }
}

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
    const nanos = nanosOf(unit);
    total += BigInt(whole || '0') * nanos + (BigInt(fraction || '0') * nanos) / 10n ** BigInt(fraction.length);
  }
  return sign === '-' ? -total : total;
}

/** Go's strconv.ParseBool. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}
