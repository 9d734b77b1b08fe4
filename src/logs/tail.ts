import { readSync } from 'node:fs';

/** Which lines count; absent: all. */
export type Counts = (bytes: Buffer, start: number, end: number) => boolean;

export interface TailStart {
  offset: number;
  /** Lines found from there on; fewer than wanted only when the file has no more. */
  found: number;
}

const blockSize = 1 << 16;

/** Where the last `wanted` lines of a file begin, read from its end: the cost follows `wanted`, not the file. */
export function tailStart(file: number, size: number, wanted: number, counts?: Counts): TailStart {
  // The window holds the file's bytes from `base` up to the end of the line that is looked at next.
  let window = Buffer.alloc(0);
  let base = size;
  let end = 0;
  let found = 0;
  while (found < wanted) {
    const start = lineStart(window, end);
    if (start === 0 && base > 0) {
      // Lines are long here: each step reads as much again, so that no byte is copied often.
      const step = Math.min(base, Math.max(blockSize, end));
      window = Buffer.concat([readAt(file, base - step, step), window.subarray(0, end)]);
      base -= step;
      end += step;
      continue;
    }
    if (end === 0) break;
    if (counts === undefined || counts(window, start, end)) found++;
    end = start;
  }
  return { offset: wanted === 0 ? lastLineStart(file, size) : base + end, found };
}

/** Where the line that ends at `end` begins, or 0 if that lies in front of the window. */
function lineStart(window: Buffer, end: number): number {
  return end < 2 ? 0 : window.lastIndexOf(10, end - 2) + 1;
}

/** The end of the file, or the start of a line that has no newline yet. */
function lastLineStart(file: number, size: number): number {
  for (let top = size; top > 0; top -= blockSize) {
    const from = Math.max(0, top - blockSize);
    const newline = readAt(file, from, top - from).lastIndexOf(10);
    if (newline !== -1) return from + newline + 1;
  }
  return 0;
}

function readAt(file: number, offset: number, count: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(count);
  let have = 0;
  while (have < count) {
    const more = readSync(file, bytes, have, count - have, offset + have);
    if (more === 0) break;
    have += more;
  }
  return bytes.subarray(0, have);
}
