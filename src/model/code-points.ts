/** Go compares strings byte by byte; UTF-8 keeps the order of code points, UTF-16 does not. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x === y) continue;
    // The halves of a character beyond U+FFFF come before U+E000 in UTF-16, and after all others in UTF-8.
    const surrogates = (isSurrogate(x) ? 1 : 0) - (isSurrogate(y) ? 1 : 0);
    return surrogates === 0 ? x - y : surrogates;
  }
  return a.length - b.length;
}

/** Sorts in place. The engine's own order, by UTF-16, is the same for nearly all texts and takes no call for a comparison. */
export function sortByCodePoint(texts: string[]): string[] {
  texts.sort();
  return texts.some((text) => /[\ud800-\udfff]/.test(text)) ? texts.sort(byCodePoint) : texts;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
