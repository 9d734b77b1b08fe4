import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compares with test/golden/NAME.txt; UPDATE_GOLDEN=1 writes the file instead. `name` is COMMAND/CASE. */
export function golden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../golden/${name}.txt`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, 'utf8'), `differs from ${path}; UPDATE_GOLDEN=1 accepts it`);
}
