const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size for a sentence: `1.3 GB`. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

export function percentText(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)}%`;
}

/** A count with its noun: `1 pod`, `3 pods`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Kubernetes' way to write an amount, `15%` of the whole or `10Gi`, as a plain number; undefined when it is none. */
export function amountOf(text: string, whole: number): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)(%|[kMGT]i?|)$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  return unit === '%' ? (Number(digits) / 100) * whole : Number(digits) * (factors[unit] ?? 1);
}
