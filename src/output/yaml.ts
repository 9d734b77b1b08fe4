import { isComplexKey, isYamlScalar, yamlScalar } from './yaml-scalars.ts';

const CHUNK = 64 * 1024;

/** Plain data as crictl prints YAML: keys sorted, lists in line with their key. It ends with a newline. */
export function writeYaml(value: unknown): string {
  return [...blockParts(value, 0, false)].join('');
}

/** The same in pieces; an iterable that is no array counts as a list and is read while its pieces are taken. */
export function* yamlChunks(value: unknown): Generator<string> {
  let text = '';
  for (const part of blockParts(value, 0, false)) {
    text += part;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** `indent` columns of the line are written already, or a key and its colon when the value comes after a key. */
function* blockParts(value: unknown, indent: number, afterKey: boolean): Generator<string> {
  if (isYamlScalar(value)) yield `${yamlScalar(value, { indent, column: indent })}\n`;
  else if (Symbol.iterator in (value as object)) yield* listParts(value as Iterable<unknown>, indent, afterKey);
  else yield* mapParts(value as object, indent, afterKey);
}

function* listParts(list: Iterable<unknown>, indent: number, afterKey: boolean): Generator<string> {
  const pad = ' '.repeat(indent);
  let lead = afterKey ? `\n${pad}` : '';
  let isEmpty = true;
  for (const item of list) {
    yield `${lead}- `;
    yield* blockParts(item, indent + 2, false);
    lead = pad;
    isEmpty = false;
  }
  if (isEmpty) yield afterKey ? ' []\n' : '[]\n';
}

function* mapParts(map: object, indent: number, afterKey: boolean): Generator<string> {
  const pad = ' '.repeat(indent);
  const entries = Object.entries(map).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) yield afterKey ? ' {}\n' : '{}\n';
  let lead = afterKey ? `\n${pad}` : '';
  for (const [key, entry] of entries.sort(([a], [b]) => compareKeys(a, b))) {
    const text = yamlScalar(key, { indent: indent + 2, column: indent, isKey: !isComplexKey(key) });
    const head = isComplexKey(key) ? `? ${text}\n${pad}:` : `${text}:`;
    yield lead + head;
    lead = pad;
    if (isYamlScalar(entry)) {
      const column = indent + head.length - head.lastIndexOf('\n');
      yield ` ${yamlScalar(entry, { indent: indent + 2, column })}\n`;
    } else {
      // Lists stand in line with their key.
      yield* blockParts(entry, Symbol.iterator in (entry as object) ? indent : indent + 2, true);
    }
  }
}

/** The order of Go's YAML package: other characters before letters, runs of digits by their value. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at++) {
    const [x, y] = [left[at] as string, right[at] as string];
    if (x === y) continue;
    const [xIsLetter, yIsLetter] = [/\p{L}/u.test(x), /\p{L}/u.test(y)];
    if (xIsLetter !== yIsLetter) return xIsLetter ? 1 : -1;
    return (xIsLetter ? 0 : compareDigits(left, right, at)) || codeOf(x) - codeOf(y);
  }
  return left.length - right.length;
}

function compareDigits(left: readonly string[], right: readonly string[], at: number): number {
  // A zero inside a number that began before does not start a new one.
  const continues = (left[at] === '0' || right[at] === '0') && /[1-9]\d*$/.test(left.slice(0, at).join(''));
  const start = continues ? '1' : '';
  const [x, y] = [left, right].map((key) => start + (/^\d*/.exec(key.slice(at).join('')) as RegExpExecArray)[0]) as [
    string,
    string,
  ];
  const [xNumber, yNumber] = [BigInt(x || '0'), BigInt(y || '0')];
  if (xNumber !== yNumber) return xNumber < yNumber ? -1 : 1;
  return x.length - y.length;
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}
