/** Names to what they stand for: `{C}` to a container's ID, `{IMG}` to a reference. */
export type Variables = ReadonlyMap<string, string>;

/** Puts values in for the variables of a text. */
export function expand(text: string, variables: Variables): string {
  return text.replace(/\{[A-Z][A-Z0-9_]*\}/g, (word) => variables.get(word) ?? word);
}

/** Puts the variables back for what they stand for, longest first. */
function restore(text: string, variables: Variables): string {
  const pairs = [...variables].filter(
    ([name, value]) => value !== '' && !['{NOW}', '{SOON}', '{REG}', '{REGHOST}'].includes(name),
  );
  const others = [...variables].filter(([name]) => name === '{REG}' || name === '{REGHOST}');
  const isShort = ([, value]: readonly [string, string]): boolean => /^[0-9a-f]{12}$/.test(value);
  const shorts = pairs.filter(isShort);
  const longs = pairs.filter((pair) => !isShort(pair));
  const digests = (input: string): string =>
    input.replace(/sha256:[0-9a-f]{64}/g, '{DIGEST}').replace(/[0-9a-f]{64}/g, '{ID}');
  return replaceAll(replaceAll(digests(replaceAll(text, longs)), shorts), others);
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  const longestFirst = [...pairs].sort(([, a], [, b]) => b.length - a.length);
  return longestFirst.reduce((result, [name, value]) => result.replaceAll(value, name), text);
}

const units = '(?:[kKMGTP]i?B|B)';
const relative = '(?:\\d+|About an?|Less than a) (?:second|minute|hour|day|week|month|year)s?';

/** What differs between any two runs, in the order of the recordings. */
const volatile: readonly (readonly [RegExp, string])[] = [
  [/(?<![0-9a-zA-Z{])[0-9a-f]{12}(?![0-9a-zA-Z])/g, '{SHORTID}'],
  [new RegExp(`${relative} ago`, 'g'), '{AGO}'],
  [new RegExp(`Up ${relative}`, 'g'), 'Up {FOR}'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '{TIME}'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4} [A-Z]+/g, '{TIME}'],
  [/\d+(?:\.\d+)?%/g, '{PCT}'],
  [new RegExp(`(?<![\\w.])\\d+(?:\\.\\d+)?${units}(?!\\w)`, 'g'), '{SIZE}'],
  [/(?<![\d.])(?!0\.0\.0\.0|127\.0\.0\.1|8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, '{IP}'],
];

/** A text with everything that may differ replaced, ready to be compared. */
export function normalise(
  text: string,
  variables: Variables,
  own: readonly (readonly [string, string])[] = [],
): string {
  let result = restore(text.replaceAll('\r\n', '\n'), variables);
  for (const [pattern, replacement] of own) {
    result = result.replace(recorded(pattern), replacement.replaceAll('$', '$$$$'));
  }
  for (const [pattern, replacement] of volatile) result = result.replace(pattern, replacement);
  return result.replace(/ {2,}(?=\S)/g, '{SEP}').replace(/(?:\{SEP\}| {2,})+$/gm, '');
}

/** The recordings' patterns are Python's: inline flags come first. */
function recorded(pattern: string): RegExp {
  const [, flags = '', rest = pattern] = /^\(\?([sim]+)\)(.*)$/s.exec(pattern) ?? [];
  return new RegExp(rest, `g${flags}`);
}
