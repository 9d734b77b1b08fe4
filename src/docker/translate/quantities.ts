import { CrixError } from '../../errors.ts';

const powers = 'bkmgtp';

/** docker's memory sizes: `64m`, `1g`, `65536kb`, `0.1g`, plain bytes. Units are powers of 1024. @throws CrixError of kind usage */
export function parseBytes(text: string, flag: string): bigint {
  const [, number, unit = 'b'] = /^(\d+(?:\.\d+)?) ?([bkmgtp])?(?:i?b)?$/i.exec(text) ?? [];
  if (number === undefined) {
    throw new CrixError(
      'usage',
      `invalid argument ${JSON.stringify(text)} for --${flag}: want a size such as 512m or 1.5g`,
    );
  }
  const scale = 1024n ** BigInt(powers.indexOf(unit.toLowerCase()));
  const [whole = '0', fraction = ''] = number.split('.');
  return BigInt(whole) * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
}

/** `-1` means no limit; anything else is a size. */
export function parseSwap(text: string, flag: string): bigint {
  return text === '-1' ? -1n : parseBytes(text, flag);
}

/** `1.5` CPUs in billionths. @throws CrixError of kind usage */
export function parseNanoCpus(text: string): bigint {
  const [, whole, fraction = ''] = /^(\d+)?(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (text === '' || (whole === undefined && fraction === '')) {
    throw new CrixError('usage', `invalid argument ${JSON.stringify(text)} for --cpus: want a number such as 0.5`);
  }
  return BigInt(whole ?? '0') * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}
