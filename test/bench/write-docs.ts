import { readFileSync, writeFileSync } from 'node:fs';
import { plot } from './plot.ts';
import type { ScaleRow } from './scale.ts';

const page = new URL('../../docs/performance.md', import.meta.url);
const picture = new URL('../../docs/performance.svg', import.meta.url);
const from = '<!-- figures: written by npm run bench -- --write -->';
const to = '<!-- end of figures -->';

/** Replaces the figures in docs/performance.md, and the plot when the scale part ran. */
export function writeDocs(figures: string, rows: readonly ScaleRow[]): void {
  const text = readFileSync(page, 'utf8');
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error('docs/performance.md has lost the marks around its figures');
  writeFileSync(page, `${text.slice(0, start + from.length)}\n\n${figures}\n\n${text.slice(end)}`);
  if (rows.length > 0) writeFileSync(picture, plot(rows));
}
