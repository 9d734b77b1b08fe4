const shownLines = 8;
const shownColumns = 220;

/** What was wanted and what came, from the first line where they part. */
export function difference(what: string, wanted: string, got: string): string {
  const [left, right] = [wanted.split('\n'), got.split('\n')];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) {
    start++;
  }
  const same = start === 0 ? '' : `, after ${start} equal line${start === 1 ? '' : 's'}`;
  return [`${what} differs${same}:`, ...show('-', left, start), ...show('+', right, start)].join('\n    ');
}

function show(mark: string, lines: readonly string[], start: number): string[] {
  const shown = lines.slice(start, start + shownLines).map((line) => `${mark} ${quote(line)}`);
  const hidden = lines.length - start - shownLines;
  return hidden > 0 ? [...shown, `${mark} ... ${hidden} more`] : shown;
}

/** Trailing blanks and control characters are visible. */
function quote(line: string): string {
  const escaped = JSON.stringify(line);
  return escaped.length > shownColumns ? `${escaped.slice(0, shownColumns)}...` : escaped;
}
