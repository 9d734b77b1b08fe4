/** Go's path.Match: `*` and `?` do not cross a slash. Undefined for a pattern that is none. */
export function compileGlob(pattern: string): ((text: string) => boolean) | undefined {
  let source = '';
  for (const [piece] of pattern.matchAll(/\[[^\]]+\]|\\.|[\s\S]/gu)) {
    if (piece === '[' || piece === '\\') return undefined;
    source += regexOf(piece);
  }
  const whole = new RegExp(`^${source}$`, 'u');
  return (text) => whole.test(text);
}

function regexOf(piece: string): string {
  if (piece === '*') return '[^/]*';
  if (piece === '?') return '[^/]';
  if (piece.length > 1 && piece.startsWith('[')) return `[${piece.slice(1, -1).replace(/[\\[]/g, '\\$&')}]`;
  const character = piece.startsWith('\\') ? piece.slice(1) : piece;
  return /[\^$.*+?()[\]{}|/\\]/.test(character) ? `\\${character}` : character;
}
