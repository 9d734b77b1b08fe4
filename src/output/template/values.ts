import { CrixError } from '../../errors.ts';
import { JsonNumber } from '../../json.ts';
import { sortByCodePoint } from '../../model/code-points.ts';

/**
 * What templates work on: plain data. `undefined` is a value that is not there, null is Go's nil, objects without a
 * prototype are maps with any keys, other objects have a fixed set of fields.
 */
export type Value = unknown;

export type Fields = Readonly<Record<string, Value>>;

export function templateFailure(what: string): CrixError {
  return new CrixError('failure', `template: ${what}`);
}

export function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/** True when any key may be asked for. */
export function isMap(value: Fields): boolean {
  return Object.getPrototypeOf(value) === null;
}

export function isNumber(value: Value): value is number | bigint | JsonNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof JsonNumber;
}

/** The whole number in a value; undefined when it is none. */
export function integerOf(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  return undefined;
}

export function isTrue(value: Value): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (isNumber(value)) return Number(value) !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (isFields(value) && isMap(value)) return Object.keys(value).length > 0;
  return true;
}

/** Go's name for the type, as %T prints it. */
export function typeName(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (isNumber(value)) return integerOf(value) === undefined ? 'float64' : 'int';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** Keys in the order Go walks a map. */
export function sortedKeys(value: Fields): string[] {
  return sortByCodePoint(Object.keys(value));
}
