import { JsonNumber, nilList, nilMap } from '../json.ts';
import { sortByCodePoint } from '../model/code-points.ts';

export interface JsonStyle {
  /** Spaces a level; 0: all on one line. */
  readonly indent: number;
  /** Write `<`, `>` and `&` as escapes, as Go's encoder does by default. */
  readonly escapeHtml?: boolean;
  /** Sort the keys of all objects, or only of those without a prototype, which are maps. */
  readonly sortKeys?: boolean | 'maps';
}

/** How lists (ps, pods, images) and how inspections print their JSON. */
// Labels come sorted, but JavaScript moves keys such as `10` to the front of any object.
export const LIST_JSON: JsonStyle = { indent: 2, sortKeys: 'maps' };
export const INSPECT_JSON: JsonStyle = { indent: 2, escapeHtml: true, sortKeys: true };

const CHUNK = 64 * 1024;

/** The text of plain data, without a newline at its end. Properties that are undefined are left out; bigints are numbers. */
export function writeJson(value: unknown, style: JsonStyle): string {
  return render(value, style, '');
}

/**
 * The same text in pieces, for documents too big to hold. An iterable that is no array counts as a list and is read while
 * its pieces are taken; it may stand at the top or directly in a top-level object.
 */
export function* jsonChunks(value: unknown, style: JsonStyle): Generator<string> {
  let text = '';
  for (const part of parts(value, style)) {
    text += part;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield text;
}

function* parts(value: unknown, style: JsonStyle): Generator<string> {
  if (isList(value)) {
    yield* listParts(value, style, '');
    return;
  }
  if (typeof value !== 'object' || isNothing(value) || value instanceof JsonNumber) {
    yield render(value, style, '');
    return;
  }
  const { gap, inner, colon } = layout(style, '');
  let separator = '{';
  for (const [key, entry] of entriesOf(value, style)) {
    yield `${separator}${inner}${quote(key, style)}${colon}`;
    if (isList(entry)) yield* listParts(entry, style, gap);
    else yield render(entry, style, gap);
    separator = ',';
  }
  yield separator === '{' ? '{}' : `${layout(style, '').outer}}`;
}

function* listParts(list: Iterable<unknown>, style: JsonStyle, pad: string): Generator<string> {
  const { gap, inner, outer } = layout(style, pad);
  let separator = '[';
  for (const item of list) {
    yield `${separator}${inner}${render(item, style, gap)}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : `${outer}]`;
}

function layout(style: JsonStyle, pad: string): { gap: string; inner: string; outer: string; colon: string } {
  if (style.indent === 0) return { gap: '', inner: '', outer: '', colon: ':' };
  const gap = pad + ' '.repeat(style.indent);
  return { gap, inner: `\n${gap}`, outer: `\n${pad}`, colon: ': ' };
}

function render(value: unknown, style: JsonStyle, pad: string): string {
  if (typeof value === 'string') return quote(value, style);
  if (isNothing(value)) return 'null';
  if (typeof value === 'number') return renderNumber(value);
  if (typeof value !== 'object' || value instanceof JsonNumber) return String(value);
  const { gap, inner, outer, colon } = layout(style, pad);
  if (isList(value)) {
    const items = Array.from(value, (item) => inner + render(item, style, gap));
    return items.length === 0 ? '[]' : `[${items.join(',')}${outer}]`;
  }
  const fields = entriesOf(value, style).map(
    ([key, entry]) => `${inner}${quote(key, style)}${colon}${render(entry, style, gap)}`,
  );
  return fields.length === 0 ? '{}' : `{${fields.join(',')}${outer}}`;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined || value === nilList || value === nilMap;
}

function renderNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && !isNothing(value) && Symbol.iterator in value;
}

function entriesOf(value: object, style: JsonStyle): [string, unknown][] {
  const sorts = style.sortKeys === 'maps' ? Object.getPrototypeOf(value) === null : style.sortKeys === true;
  const keys = sorts ? sortByCodePoint(Object.keys(value)) : Object.keys(value);
  const entries = keys.map((key): [string, unknown] => [key, (value as Record<string, unknown>)[key]]);
  return entries.filter(([, entry]) => entry !== undefined && typeof entry !== 'function');
}

/** JSON.stringify leaves the controls from U+0080 on raw, which some terminals obey. */
function quote(text: string, style: JsonStyle): string {
  const quoted = JSON.stringify(text);
  return quoted.replace(style.escapeHtml === true ? /[\x80-\x9f<>&\u2028\u2029]/g : /[\x80-\x9f]/g, escapeUnit);
}

function escapeUnit(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
