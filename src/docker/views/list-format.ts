import { CrixError, messageOf } from '../../errors.ts';
import { type RowFields, type RowFormat, readRowFormat } from '../../output/row-format.ts';

/** docker's columns are at least so wide. */
const narrowest = 10;

/** `--format` of docker's lists. @throws CrixError with docker's status for a bad template, before anything is asked */
export function readListFormat(format: string, heads: RowFields): RowFormat {
  try {
    return readRowFormat(format, { fields: heads, minWidth: narrowest });
  } catch (error) {
    if (!(error instanceof CrixError) || error.kind !== 'usage') throw error;
    throw new CrixError('failure', `template parsing error: ${messageOf(error)}`, { cause: error });
  }
}

/** The word `raw` as a format: a line for each of these fields, `name: value`, and an empty one behind them. */
export function rawFormat(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, field]) => `${name}: {{.${field}}}\\n`);
  return lines.join('');
}

/** True when a template may print this field: by its name, or with all others. */
export function mentions(format: string, field: string): boolean {
  if (/^\s*(?:table\s+)?json\s*$/.test(format)) return true;
  const actions = format.match(/\{\{[\s\S]*?\}\}/g) ?? [];
  // A dot by itself, or the variable $, is the whole row.
  return actions.some((action) => new RegExp(`\\.${field}\\b|(?<![\\w).])\\.(?!\\w)|\\$`).test(action));
}

/** Several fields at once. */
export function mentionsAny(format: string, fields: readonly string[]): boolean {
  return fields.some((field) => mentions(format, field));
}
