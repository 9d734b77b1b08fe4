import { JsonNumber } from '../../json.ts';
import { formatGeneral } from '../numbers.ts';
import { integerOf, isFields, isMap, isNumber, sortedKeys, typeName, type Value } from './values.ts';

/** A value the way Go's %v prints it. `structs`: objects with fixed fields are printed as Go's structures, `{web 0}`. */
export function formatValue(value: Value, structs = false): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatGeneral(value);
  const each = (item: Value): string => formatValue(item, structs);
  if (Array.isArray(value)) return `[${value.map(each).join(' ')}]`;
  if (structs && isFields(value) && !isMap(value)) return `{${Object.values(value).map(each).join(' ')}}`;
  if (isFields(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${each(value[key])}`)
      .join(' ')}]`;
  return String(value);
}

interface Directive {
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  width: number | undefined;
  precision: number | undefined;
}

const DIRECTIVE = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(?:\[\d+\])?([\s\S])?/gu;

/** Go's fmt.Sprintf for plain data. */
export function sprintf(format: string, ...values: readonly Value[]): string {
  let used = 0;
  const take = (): Value => values[used++];
  const text = format.replace(DIRECTIVE, (_whole, flags: string, width, precision, verb: string | undefined) => {
    const directive: Directive = {
      minus: flags.includes('-'),
      plus: flags.includes('+'),
      sharp: flags.includes('#'),
      space: flags.includes(' '),
      zero: flags.includes('0'),
      width: measure(width, take),
      precision: precision === '' ? 0 : measure(precision, take),
    };
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    if (used >= values.length) return `%!${verb}(MISSING)`;
    return directed(verb, take(), directive);
  });
  if (used >= values.length) return text;
  const extra = values
    .slice(used)
    .map((value) => (value === null || value === undefined ? '<nil>' : `${typeName(value)}=${formatValue(value)}`));
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function measure(written: string | undefined, take: () => Value): number | undefined {
  if (written === undefined) return undefined;
  return written === '*' ? Number(take()) : Number(written);
}

function directed(verb: string, value: Value, directive: Directive): string {
  const text = converted(verb, value, directive);
  if (text === undefined) {
    const shown = value === null || value === undefined ? '<nil>' : `${typeName(value)}=${formatValue(value)}`;
    return `%!${verb}(${shown})`;
  }
  return padded(text, directive, isNumber(value));
}

/** Undefined when the verb does not fit the value. */
function converted(verb: string, value: Value, directive: Directive): string | undefined {
  if (verb === 'T') return typeName(value);
  if (verb === 'v')
    return directive.sharp ? goSyntax(value) : cut(signed(formatValue(value), value, directive), value, directive);
  // Go applies the verb to each element of a list or map.
  if (Array.isArray(value))
    return `[${value.map((item) => directed(verb, item, { ...directive, width: undefined })).join(' ')}]`;
  if (isFields(value)) {
    const each = { ...directive, width: undefined };
    return `map[${sortedKeys(value)
      .map((key) => `${directed(verb, key, each)}:${directed(verb, value[key], each)}`)
      .join(' ')}]`;
  }
  if (verb === 't') return typeof value === 'boolean' ? String(value) : undefined;
  if (typeof value === 'string') return textVerb(verb, value, directive);
  if (!isNumber(value)) return undefined;
  const whole = integerOf(value);
  return 'feEgGF'.includes(verb)
    ? floatVerb(verb, Number(value), directive)
    : whole === undefined
      ? undefined
      : integerVerb(verb, whole, directive);
}

function textVerb(verb: string, value: string, directive: Directive): string | undefined {
  switch (verb) {
    case 's':
      return cut(value, value, directive);
    case 'q':
      return directive.sharp && !value.includes('`') ? `\`${value}\`` : quoted(cut(value, value, directive));
    case 'x':
    case 'X': {
      const hex = Buffer.from(value, 'utf8').toString('hex');
      return verb === 'x' ? hex : hex.toUpperCase();
    }
    default:
      return undefined;
  }
}

function integerVerb(verb: string, value: bigint, directive: Directive): string | undefined {
  const radix: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
  const base = radix[verb];
  if (base === undefined) return characterVerb(verb, value);
  const magnitude = (value < 0n ? -value : value).toString(base).padStart(directive.precision ?? 0, '0');
  const prefix = verb === 'O' ? '0o' : directive.sharp ? ({ b: '0b', o: '0', x: '0x', X: '0X' }[verb] ?? '') : '';
  const digits = prefix + (verb === 'X' ? magnitude.toUpperCase() : magnitude);
  return signed(value < 0n ? `-${digits}` : digits, value, directive);
}

function characterVerb(verb: string, value: bigint): string | undefined {
  if (!'cqU'.includes(verb)) return undefined;
  const code = value >= 0n && value <= 0x10ffffn ? Number(value) : 0xfffd;
  if (verb === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  const char = String.fromCodePoint(code);
  return verb === 'c' ? char : `'${quoted(char).slice(1, -1).replace('\\"', '"').replace("'", "\\'")}'`;
}

function floatVerb(verb: string, value: number, directive: Directive): string {
  const lower = verb.toLowerCase();
  const decimals = Math.min(directive.precision ?? 6, 100);
  let text = formatGeneral(value, directive.precision);
  if (Number.isFinite(value) && lower === 'f') text = value.toFixed(decimals);
  if (Number.isFinite(value) && lower === 'e') text = value.toExponential(decimals).replace(/e([+-])(\d)$/, 'e$10$2');
  return signed(verb === lower || lower === 'f' ? text : text.toUpperCase(), value, directive);
}

function signed(text: string, value: Value, { plus, space }: Directive): string {
  if (!isNumber(value) || text.startsWith('-') || text.startsWith('+')) return text;
  return plus ? `+${text}` : space ? ` ${text}` : text;
}

function cut(text: string, value: Value, { precision }: Directive): string {
  return precision === undefined || typeof value !== 'string' ? text : [...text].slice(0, precision).join('');
}

function padded(text: string, { width, minus, zero }: Directive, number: boolean): string {
  const missing = Math.abs(width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (minus || (width ?? 0) < 0) return text + ' '.repeat(missing);
  if (!zero) return ' '.repeat(missing) + text;
  const sign = number && /^[+-]/.test(text) ? 1 : 0;
  return text.slice(0, sign) + '0'.repeat(missing) + text.slice(sign);
}

/** %#v */
function goSyntax(value: Value): string {
  if (value === undefined || value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isFields(value)) return value instanceof JsonNumber ? value.text : formatValue(value);
  return `map[string]interface {}{${sortedKeys(value)
    .map((key) => `${quoted(key)}:${goSyntax(value[key])}`)
    .join(', ')}}`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** A Go string literal. */
export function quoted(text: string): string {
  const inner = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => {
    const named = NAMED[char];
    if (named !== undefined) return named;
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${inner}"`;
}

/** Go's fmt.Sprint: a space between two values when neither is text. */
export function sprint(...values: readonly Value[]): string {
  let text = '';
  for (const [at, value] of values.entries()) {
    if (at > 0 && typeof value !== 'string' && typeof values[at - 1] !== 'string') text += ' ';
    text += formatValue(value);
  }
  return text;
}

export function sprintln(...values: readonly Value[]): string {
  return `${values.map((value) => formatValue(value)).join(' ')}\n`;
}
