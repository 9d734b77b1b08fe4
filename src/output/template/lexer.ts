import { templateError, unquote } from './literals.ts';

export type TokenKind =
  | 'word' // if, printf, true
  | 'field' // .name, as written right after something or alone
  | 'dot'
  | 'variable' // $ or $name
  | 'string'
  | 'char'
  | 'number'
  | 'space'
  | 'symbol'; // ( ) | , := =

export interface Token {
  readonly kind: TokenKind;
  /** A string's or field's value, everything else as written. */
  readonly text: string;
}

/** A template in pieces: text to copy, and the tokens of each action. */
export type Piece = { kind: 'text'; text: string } | { kind: 'action'; tokens: readonly Token[]; line: number };

const SPACE = ' \t\r\n';

/** Splits a template at its delimiters, applying the trim markers and dropping comments. */
export function splitTemplate(source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    const trimsLeft = open >= 0 && source[open + 2] === '-' && isSpace(source[open + 3]);
    const text = trimmed(source.slice(at, open < 0 ? undefined : open), trimNext, trimsLeft);
    if (text !== '') pieces.push({ kind: 'text', text });
    if (open < 0) return pieces;
    const line = source.slice(0, open).split('\n').length;
    const action = readAction(source, open + (trimsLeft ? 4 : 2), line);
    if (action.tokens !== undefined) pieces.push({ kind: 'action', tokens: action.tokens, line });
    at = action.end;
    trimNext = action.trims;
  }
}

interface Action {
  /** Undefined for a comment. */
  tokens: Token[] | undefined;
  end: number;
  trims: boolean;
}

function readAction(source: string, start: number, line: number): Action {
  let at = start;
  while (isSpace(source[at])) at++;
  if (source.startsWith('/*', at)) return readComment(source, at, line);
  const tokens: Token[] = [];
  while (at < source.length) {
    const close = closingAt(source, at);
    if (close !== undefined) return { tokens, ...close };
    const [token, next] = readToken(source, at, line);
    tokens.push(token);
    at = next;
  }
  throw templateError(line, 'the action {{ is not closed');
}

function readComment(source: string, at: number, line: number): Action {
  const end = source.indexOf('*/', at + 2);
  if (end < 0) throw templateError(line, 'the comment is not closed');
  const close = closingAt(source, end + 2);
  if (close === undefined) throw templateError(line, 'a comment must end right before }}');
  return { tokens: undefined, ...close };
}

function closingAt(source: string, at: number): { end: number; trims: boolean } | undefined {
  if (source.startsWith('}}', at)) return { end: at + 2, trims: false };
  if (isSpace(source[at]) && source.startsWith('-}}', at + 1)) return { end: at + 4, trims: true };
  return undefined;
}

function readToken(source: string, at: number, line: number): [Token, number] {
  const first = source[at] ?? '';
  if (isSpace(first)) return readSpace(source, at);
  if (first === '"' || first === "'" || first === '`') return readQuoted(source, at, line);
  const symbol = source.startsWith(':=', at) ? ':=' : first;
  if (SYMBOLS.includes(symbol)) return [{ kind: 'symbol', text: symbol }, at + symbol.length];
  const word = readWord(source, at);
  if (word !== undefined) return word;
  const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
  throw templateError(line, `unexpected ${JSON.stringify(char)} in an action`);
}

/** A space before `-}}` belongs to the trim marker. */
function readSpace(source: string, at: number): [Token, number] {
  let end = at + 1;
  while (isSpace(source[end]) && closingAt(source, end) === undefined) end++;
  return [{ kind: 'space', text: ' ' }, end];
}

function readWord(source: string, at: number): [Token, number] | undefined {
  for (const [kind, pattern] of WORDS) {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found === undefined) continue;
    const end = at + found.length;
    if (kind === 'number' && /[\p{L}\p{N}_]/u.test(source[end] ?? '')) return undefined;
    return [{ kind, text: kind === 'field' ? found.slice(1) : found }, end];
  }
  return undefined;
}

const SYMBOLS = ['(', ')', '|', ',', '=', ':='];

const WORDS: readonly (readonly [TokenKind, RegExp])[] = [
  ['number', /[+-]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['dot', /\./y],
  ['variable', /\$[\p{L}\p{N}_]*/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
];

function readQuoted(source: string, at: number, line: number): [Token, number] {
  const quote = source[at];
  const raw = quote === '`';
  let end = at + 1;
  while (source[end] !== quote) {
    if (end >= source.length || (!raw && source[end] === '\n'))
      throw templateError(line, 'a quoted text is not closed');
    end += !raw && source[end] === '\\' ? 2 : 1;
  }
  const inner = source.slice(at + 1, end);
  if (raw) return [{ kind: 'string', text: inner.replaceAll('\r', '') }, end + 1];
  const text = unquote(inner, line);
  if (quote === '"') return [{ kind: 'string', text }, end + 1];
  if ([...text].length !== 1) throw templateError(line, `'${inner}' is not one character`);
  return [{ kind: 'char', text }, end + 1];
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && char !== '' && SPACE.includes(char);
}

function trimmed(text: string, start: boolean, end: boolean): string {
  const from = start ? text.search(/[^ \t\r\n]|$/) : 0;
  return end ? text.slice(from).replace(/[ \t\r\n]+$/, '') : text.slice(from);
}
