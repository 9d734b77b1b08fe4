import { messageOf, usageError } from '../errors.ts';

/** True for texts that a pattern occurs in. */
export type Matches = (text: string) => boolean;

/** A word without any special character, perhaps tied to the start or the end. */
const PLAIN = /^(\^?)([\w /:@,=~%<>!"'#;&-]*)(\$?)$/;

/**
 * A pattern in RE2's syntax, which Go's users write, as a test. The engine takes linear time whatever the pattern.
 *
 * @throws CrixError of kind usage that quotes the pattern
 */
export async function compileRegex(pattern: string, flag: string): Promise<Matches> {
  const plain = PLAIN.exec(pattern);
  if (plain !== null) {
    const [, start, word = '', end] = plain;
    if (start && end) return (text) => text === word;
    if (start) return (text) => text.startsWith(word);
    return end ? (text) => text.endsWith(word) : (text) => text.includes(word);
  }
  const { RE2JS } = await import('re2js');
  try {
    const regex = RE2JS.compile(pattern);
    return (text) => regex.test(text);
  } catch (error) {
    throw usageError(
      `cannot read ${JSON.stringify(pattern)} for --${flag}: ${messageOf(error)}`,
      'patterns have RE2 syntax',
    );
  }
}
