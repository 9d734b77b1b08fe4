const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Controls, and marks that turn the direction of what follows: a terminal must never get them from a name or a label. */
let hidden: RegExp | undefined;

/** Made when it is first needed: classes of Unicode take V8 a fifth of a millisecond. */
function hiddenMarks(): RegExp {
  hidden ??= /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
  return hidden;
}

/** The text with everything that a terminal would obey instead of show written as an escape. */
export function visible(text: string): string {
  return text.replace(hiddenMarks(), escapeChar);
}

/** The same, but lines and tabs of the text stay. */
export function visibleLines(text: string): string {
  return text.replace(hiddenMarks(), (char) => (char === '\n' || char === '\t' ? char : escapeChar(char)));
}

function escapeChar(char: string): string {
  const code = char.charCodeAt(0);
  return NAMED[char] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`);
}
