import { CrixError } from '../../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Variable {
  key: string;
  value: string;
}

/** `-e` over `--env-file`, the last of a name wins; a bare name is the caller's own, or nothing. @throws CrixError of kind usage */
export function variablesOf(words: readonly string[], files: readonly string[], caller: Env): Variable[] {
  const variables = new Map<string, string>();
  for (const line of [...files.flatMap(linesOf), ...words]) {
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    if (key === '') throw new CrixError('usage', `invalid environment variable: ${line}`);
    const value = equals < 0 ? caller[key] : line.slice(equals + 1);
    if (value !== undefined) variables.set(key, value);
    else variables.delete(key);
  }
  return [...variables].map(([key, value]) => ({ key, value }));
}

/** `-l` over `--label-file`; a label without a value has an empty one. */
export function labelsOf(words: readonly string[], files: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const line of [...files.flatMap(linesOf), ...words]) {
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    if (key === '') throw new CrixError('usage', `invalid label: ${line}`);
    labels[key] = equals < 0 ? '' : line.slice(equals + 1);
  }
  return labels;
}

/** Lines of an env or label file: leading blanks and comments go, quotes stay. */
function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
