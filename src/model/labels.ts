import { usageError } from '../errors.ts';

/** `key=value` words as a map; of a repeated key the last counts. @throws CrixError of kind usage naming the word */
export function parseLabels(words: readonly string[], flag: string): Record<string, string> {
  const labels: Record<string, string> = Object.create(null);
  for (const word of words) {
    const [key = '', value, ...more] = word.split('=');
    // crictl refuses a second `=` too: half a value would select other objects than meant.
    if (value === undefined || more.length > 0) {
      throw usageError(`cannot read ${JSON.stringify(word)} for flag --${flag}: want KEY=VALUE`);
    }
    labels[key] = value;
  }
  return labels;
}
