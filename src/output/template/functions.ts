import { writeJson } from '../json.ts';
import { isEqual, order } from './compare.ts';
import { formatValue, sprint, sprintf, sprintln } from './format.ts';
import { integerOf, isFields, isMap, isTrue, templateFailure, typeName, type Value } from './values.ts';

export type TemplateFunction = (...values: readonly Value[]) => Value;

type Functions = Readonly<Record<string, TemplateFunction>>;

/** Whose habits to have where crictl and docker differ. */
export type Dialect = 'crictl' | 'docker';

export function templateFunctions(dialect: Dialect): Functions {
  return { ...BUILT_IN, ...TEXT, index: indexFunction(dialect), json: jsonFunction(dialect) };
}

const BUILT_IN: Functions = {
  // The evaluator handles these two; the entries make their names known.
  and: (...values) => values.at(-1),
  or: (...values) => values.at(-1),
  not: (value) => !isTrue(value),
  len: length,
  slice,
  call: (called, ...values) => {
    if (typeof called !== 'function') throw templateFailure('call needs a function');
    return called(...values) as Value;
  },
  print: (...values) => sprint(...values),
  printf: (format, ...values) => sprintf(textOf('printf', format), ...values),
  println: (...values) => sprintln(...values),
  html: (...values) => sprint(...values).replace(/[&<>"'\0]/g, (char) => HTML[char] ?? char),
  js: (...values) => escapeScript(sprint(...values)),
  urlquery: (...values) =>
    encodeURIComponent(sprint(...values)).replace(/[!'()*]|%20/g, (char) =>
      char === '%20' ? '+' : `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  eq: (first, ...others) => {
    if (others.length === 0) throw templateFailure('eq needs a second value');
    return others.some((other) => isEqual(first, other));
  },
  ne: (a, b) => !isEqual(a, b),
  lt: (a, b) => order('lt', a, b) < 0,
  le: (a, b) => order('le', a, b) <= 0,
  gt: (a, b) => order('gt', a, b) > 0,
  ge: (a, b) => order('ge', a, b) >= 0,
};

const TEXT: Functions = {
  upper: (value) => textOf('upper', value).toUpperCase(),
  lower: (value) => textOf('lower', value).toLowerCase(),
  title: (value) => titleCase(textOf('title', value)),
  split: (value, separator) => splitText(textOf('split', value), textOf('split', separator)),
  join: (list, separator) => {
    if (list === undefined || list === null) return '';
    if (!Array.isArray(list)) throw templateFailure(`join needs a list, not a ${typeName(list)}`);
    return list.map((item) => formatValue(item)).join(textOf('join', separator));
  },
  truncate: (value, count) => [...textOf('truncate', value)].slice(0, countOf('truncate', count)).join(''),
  pad: (value, before, after) => {
    const text = textOf('pad', value);
    return text === '' ? '' : ' '.repeat(countOf('pad', before)) + text + ' '.repeat(countOf('pad', after));
  },
};

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '\0': '\uFFFD',
};

/** crictl's json ends with a newline and escapes `<>&`; docker's does neither. */
function jsonFunction(dialect: Dialect): TemplateFunction {
  if (dialect === 'crictl') return (value) => `${writeJson(value, { indent: 0, escapeHtml: true, sortKeys: true })}\n`;
  return (value) => writeJson(value, { indent: 0, sortKeys: 'maps' });
}

/** A key that a docker map of texts does not have gives the empty text, as in a Go map of strings. */
function indexFunction(dialect: Dialect): TemplateFunction {
  return (from, ...keys) => {
    let value = from;
    for (const key of keys) value = indexed(value, key, dialect);
    return value;
  };
}

function indexed(value: Value, key: Value, dialect: Dialect): Value {
  if (value === undefined || value === null) throw templateFailure('index of nothing (nil)');
  if (isFields(value)) {
    if (typeof key !== 'string') throw templateFailure(`index of a map needs a text as key, not a ${typeName(key)}`);
    if (Object.hasOwn(value, key)) return value[key];
    const texts =
      dialect === 'docker' && isMap(value) && Object.values(value).every((item) => typeof item === 'string');
    return texts ? '' : undefined;
  }
  const list = listOf('index', value);
  const at = integerOf(key);
  if (at === undefined) throw templateFailure(`index of a list needs a whole number, not a ${typeName(key)}`);
  if (at < 0n || at >= BigInt(list.length)) {
    throw templateFailure(`index ${at} is out of range: there are ${list.length} items`);
  }
  return list[Number(at)];
}

/** The items of a list, the bytes of a text. */
function listOf(name: string, value: Value): readonly Value[] | Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (Array.isArray(value)) return value;
  throw templateFailure(`${name} needs a list or a text, not a ${typeName(value)}`);
}

function length(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value, 'utf8');
  if (Array.isArray(value)) return value.length;
  if (isFields(value)) return Object.keys(value).length;
  throw templateFailure(`len of a ${typeName(value)}`);
}

function slice(value: Value, ...bounds: readonly Value[]): Value {
  const list = listOf('slice', value);
  const bound = (given: Value): number => {
    const at = integerOf(given);
    if (at === undefined) throw templateFailure(`slice needs whole numbers, not a ${typeName(given)}`);
    if (at < 0n || at > BigInt(list.length)) {
      throw templateFailure(`slice bound ${at} is out of range: the length is ${list.length}`);
    }
    return Number(at);
  };
  const [from, to] = [bound(bounds[0] ?? 0), bound(bounds[1] ?? list.length)];
  if (from > to) throw templateFailure(`slice bounds ${from} and ${to} are in the wrong order`);
  return Buffer.isBuffer(list) ? list.subarray(from, to).toString('utf8') : list.slice(from, to);
}

function splitText(text: string, separator: string): string[] {
  return separator === '' ? [...text] : text.split(separator);
}

/** Capitals where words begin; a point or an apostrophe inside a word does not begin another. */
function titleCase(text: string): string {
  return text.replace(/[\p{L}\p{N}\p{M}_]+(?:['’.:·][\p{L}\p{N}\p{M}_]+)*/gu, (word) => {
    const [first = '', ...rest] = word;
    return first.toUpperCase() + rest.join('');
  });
}

function escapeScript(text: string): string {
  return text.replace(/[\\'"<>&=]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => {
    if (char === '\\' || char === "'" || char === '"') return `\\${char}`;
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

function textOf(name: string, value: Value): string {
  if (typeof value === 'string') return value;
  throw templateFailure(`${name} needs a text, not a ${typeName(value)}`);
}

function countOf(name: string, value: Value): number {
  const count = integerOf(value);
  if (count === undefined || count < 0n) throw templateFailure(`${name} needs a number of characters`);
  return Number(count);
}
