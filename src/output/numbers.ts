/** Go's %g: `precision` significant digits (absent: as many as needed), an exponent for the very small and large. */
export function formatGeneral(value: number, precision?: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText] = value
    .toExponential(precision === undefined ? undefined : clamp(precision) - 1)
    .split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '').replace('-', '').replace(/0+$/, '');
  const sign = value < 0 ? '-' : '';
  // Without a precision Go changes to the exponent where an integer would no longer be exact.
  if (exponent >= -4 && exponent < (precision === undefined ? 21 : clamp(precision)))
    return sign + placePoint(digits, exponent);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function clamp(precision: number): number {
  return Math.min(Math.max(precision, 1), 100);
}

/** `exponent` is the power of ten of the first digit. */
function placePoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.padEnd(exponent + 1, '0');
  const fraction = whole.slice(exponent + 1);
  return whole.slice(0, exponent + 1) + (fraction === '' ? '' : `.${fraction}`);
}
