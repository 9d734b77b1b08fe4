import { JsonNumber } from '../../json.ts';
import { byCodePoint } from '../../model/code-points.ts';
import { templateFailure, typeName, type Value } from './values.ts';

/** eq of two values. @throws CrixError when they have nothing in common */
export function isEqual(a: Value, b: Value): boolean {
  const [nilA, nilB] = [a === undefined || a === null, b === undefined || b === null];
  if (nilA || nilB) return nilA && nilB;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  return order('eq', a, b) === 0;
}

/** Below zero when `a` comes first. @throws CrixError when the two cannot be ordered */
export function order(name: string, a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  const [x, y] = [numberIn(a), numberIn(b)];
  if (x === undefined || y === undefined || (typeof a === 'string' && typeof b === 'string')) {
    throw templateFailure(`${name} cannot compare ${typeName(a)} with ${typeName(b)}`);
  }
  return x < y ? -1 : x > y ? 1 : 0;
}

/** CRI's JSON form writes 64-bit numbers as text; beside a number they count as what they mean. */
function numberIn(value: Value): number | bigint | undefined {
  if (value instanceof JsonNumber) return Number(value.text);
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) return undefined;
  return BigInt(value);
}
