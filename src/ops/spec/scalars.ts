import type { EnumTable, Field } from '../../cri/table.ts';
import { parseInt64 } from '../../model/go-values.ts';
import { PlainScalar, type YamlNode } from '../../yaml.ts';
import type { Dialect } from './keys.ts';

/** A value, or what was expected instead and how the value should have been written. */
export type Reading<T> = { value: T } | { expected: string; write?: string };

export function isNull(node: YamlNode): boolean {
  return node instanceof PlainScalar && /^(?:|~|null|Null|NULL)$/.test(node.text);
}

export function isScalar(node: YamlNode): node is string | PlainScalar {
  return typeof node === 'string' || node instanceof PlainScalar;
}

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

/** What YAML 1.1 and JSON make of a word without quotes. */
export function plainKind(word: PlainScalar): 'null' | 'boolean' | 'number' | 'text' {
  if (isNull(word)) return 'null';
  if (booleans[word.text.toLowerCase()] !== undefined) return 'boolean';
  const text = word.text.replaceAll('_', '');
  const isNumber = parseInt64(text) !== undefined || /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
  return isNumber ? 'number' : 'text';
}

/** Text as written: 010, yes and 1e3 stay what they are. */
export function readText(node: YamlNode): Reading<string> {
  if (typeof node === 'string') return { value: node };
  if (node instanceof PlainScalar) return { value: isNull(node) ? '' : node.text };
  return { expected: 'text' };
}

/** An environment variable's value: bytes in CRI, so a number has no obvious spelling here and has to be quoted. */
export function readBytes(node: YamlNode): Reading<Uint8Array> {
  if (node instanceof PlainScalar && /number|boolean/.test(plainKind(node))) {
    return { expected: 'text', write: JSON.stringify(node.text) };
  }
  const text = readText(node);
  return 'value' in text ? { value: new TextEncoder().encode(text.value) } : text;
}

export function readBoolean(node: YamlNode): Reading<boolean> {
  const value = node instanceof PlainScalar ? booleans[node.text.toLowerCase()] : undefined;
  if (value !== undefined) return { value };
  const isQuoted = typeof node === 'string' && booleans[node.toLowerCase()] !== undefined;
  return { expected: 'true or false', ...(isQuoted ? { write: node.toLowerCase() } : {}) };
}

const ranges = {
  i: [-(2n ** 31n), 2n ** 31n - 1n],
  u: [0n, 2n ** 32n - 1n],
  l: [-(2n ** 63n), 2n ** 63n - 1n],
  v: [0n, 2n ** 64n - 1n],
} as const;

export type IntegerKind = keyof typeof ranges;

export function integerRange(kind: IntegerKind): { low: bigint; high: bigint } {
  const [low, high] = ranges[kind];
  return { low, high };
}

export function isIntegerKind(kind: Field['kind']): kind is IntegerKind {
  return kind in ranges;
}

export function readInteger(node: YamlNode, kind: IntegerKind, dialect: Dialect): Reading<bigint> {
  const { low, high } = integerRange(kind);
  const quoted = typeof node === 'string' ? wholeNumber(node) : undefined;
  // 64-bit numbers are quoted in CRI's own JSON, as printed by inspect.
  const isWide = kind === 'l' || kind === 'v';
  const value =
    node instanceof PlainScalar ? wholeNumber(node.text) : isWide && dialect === 'crix' ? quoted : undefined;
  if (value === undefined)
    return { expected: 'a whole number', ...(quoted === undefined ? {} : { write: `${quoted}` }) };
  if (value < low || value > high) return { expected: `a number from ${low} to ${high}` };
  return { value };
}

function wholeNumber(text: string): bigint | undefined {
  const digits = text.replaceAll('_', '');
  const integer = parseInt64(digits);
  if (integer !== undefined) return integer;
  // 1e3 and 1.0 are whole, too; beyond 2^53 such a spelling is not exact and is refused.
  const float = /^[-+]?\d+(?:\.\d+)?(?:[eE]\+?\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(float) ? BigInt(float) : undefined;
}

export function readEnum(node: YamlNode, table: EnumTable, dialect: Dialect): Reading<string | number> {
  const number = node instanceof PlainScalar ? wholeNumber(node.text) : undefined;
  if (number !== undefined && number >= ranges.i[0] && number <= ranges.i[1]) {
    return { value: table.names.get(Number(number)) ?? Number(number) };
  }
  const name = isScalar(node) ? enumName(typeof node === 'string' ? node : node.text, table) : undefined;
  if (name !== undefined && dialect === 'crix') return { value: name };
  const write = name === undefined ? undefined : table.numbers.get(name);
  return { expected: `one of ${enumChoices(table)}`, ...(write === undefined ? {} : { write: `${write}` }) };
}

function enumName(text: string, table: EnumTable): string | undefined {
  const wanted = text.toUpperCase();
  return [...table.numbers.keys()].find((name) => {
    const upper = name.toUpperCase();
    return upper === wanted || (table.jsonDrop !== '' && upper === table.jsonDrop.toUpperCase() + wanted);
  });
}

/** Signals are too many to list. */
function enumChoices(table: EnumTable): string {
  const choices = [...table.numbers].map(([name, number]) => `${number} (${name})`);
  return choices.length <= 8 ? choices.join(', ') : `the numbers of ${table.name}`;
}
