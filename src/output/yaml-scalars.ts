import { JsonNumber } from '../json.ts';
import { formatGeneral } from './numbers.ts';

/** Where a scalar stands: lines that do not fit go on at `indent`, and a key has to stay on its line. */
export interface Place {
  readonly indent: number;
  /** Characters already on the line. */
  readonly column: number;
  readonly isKey?: boolean;
}

/** Lines are folded at the first space after this column. */
const WIDTH = 80;

/** A scalar in the style that Go's YAML package chooses for it. */
export function yamlScalar(value: unknown, place: Place): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return yamlNumber(value);
  if (typeof value !== 'string') return String(value);
  const style = chooseStyle(value, place.isKey === true);
  switch (style) {
    case 'plain':
      return fold(value, place);
    case 'single':
      return `'${fold(value.replaceAll("'", "''"), { ...place, column: place.column + 1 }, 1)}'`;
    case 'literal':
      return literal(value, place.indent);
    default:
      return doubleQuoted(value, place);
  }
}

function yamlNumber(value: number): string {
  if (Number.isInteger(value) && Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  return formatGeneral(value);
}

type Style = 'plain' | 'single' | 'double' | 'literal';

function chooseStyle(text: string, isKey: boolean): Style {
  // Blanks before a line break, tabs and other unprintable characters only survive in double quotes.
  if (UNPRINTABLE.test(text) || text.includes(' \n')) return 'double';
  if (text.includes('\n')) return isKey || text.endsWith(' ') ? 'double' : 'literal';
  if (isOtherType(text)) return 'double';
  if (/^ | $/.test(text) || INDICATOR.test(text)) return 'single';
  return 'plain';
}

/** What Go's YAML package prints as it is: no controls, no tab, nothing beyond the basic plane. */
const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Starts that mean something else in YAML, and `: ` or ` #` further on. */
const INDICATOR = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?: |$))|:(?: |$)| #/;

const WORDS = new Set([
  '',
  '~',
  'null',
  'Null',
  'NULL',
  '.nan',
  '.NaN',
  '.NAN',
  '.inf',
  '.Inf',
  '.INF',
  '+.inf',
  '+.Inf',
  '+.INF',
  '-.inf',
  '-.Inf',
  '-.INF',
]);
const TRUTH = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const INTEGER = /^[+-]?(?:0|[1-9]\d*|0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+)$/;
const FLOAT = /^[+-]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][+-]?\d+)?$/;
const SEXAGESIMAL = /^[+-]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

/** True for text that a YAML 1.1 reader would take for a number, a truth value, a time or nothing. */
function isOtherType(text: string): boolean {
  if (WORDS.has(text) || TRUTH.test(text)) return true;
  if (!/^[\d.+-]/.test(text)) return false;
  const digits = text.replaceAll('_', '');
  if (INTEGER.test(digits) || SEXAGESIMAL.test(text) || TIMESTAMP.test(text)) return true;
  // Go does not take a number that overflows for one.
  return FLOAT.test(digits) && Number.isFinite(Number(digits));
}

/** Breaks at single spaces past the width; `from` keeps the first characters together, as quotes do. */
function fold(text: string, { indent, column, isKey }: Place, from = 0): string {
  if (isKey === true || column + text.length <= WIDTH) return text;
  let folded = '';
  let at = column;
  const chars = [...text];
  for (const [index, char] of chars.entries()) {
    const inside = index >= from && index < chars.length - from;
    if (char === ' ' && inside && at > WIDTH && chars[index - 1] !== ' ' && chars[index + 1] !== ' ') {
      folded += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      folded += char;
      at++;
    }
  }
  return folded;
}

function literal(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const ending = text.endsWith('\n\n') || text === '\n' ? '+' : text.endsWith('\n') ? '' : '-';
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${hint}${ending}\n${lines.map((line) => (line === '' ? '' : pad + line)).join('\n')}`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(text: string, { indent, column, isKey }: Place): string {
  let quoted = '"';
  let at = column + 1;
  const chars = [...text];
  for (const [index, char] of chars.entries()) {
    const inside = index > 0 && index < chars.length - 1;
    if (char === ' ' && inside && isKey !== true && at > WIDTH && chars[index - 1] !== ' ') {
      // A blank at the start of the next line would be lost without the backslash.
      quoted += `\n${' '.repeat(indent)}${chars[index + 1] === ' ' ? '\\' : ''}`;
      at = indent;
      continue;
    }
    const part = escaped(char);
    quoted += part;
    at += part.length;
  }
  return `${quoted}"`;
}

function escaped(char: string): string {
  const named = NAMED[char];
  if (named !== undefined) return named;
  if (!UNPRINTABLE.test(char)) return char;
  const hex = (char.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** A key that has to be announced by `? `, as it is long or has several lines. */
export function isComplexKey(key: string): boolean {
  return key.includes('\n') || Buffer.byteLength(key, 'utf8') > 128;
}

export function isYamlScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null || value instanceof JsonNumber;
}
