// A file of its own: Bun, which never gets here, would load node:fs for a static import, and `import('node:fs')` makes a copy
// of the whole module that takes a millisecond.
import { existsSync, readFileSync } from 'node:fs';

export async function exists(path: string): Promise<boolean> {
  return existsSync(path);
}

export async function read(path: string): Promise<string> {
  return readFileSync(path, 'utf8');
}
