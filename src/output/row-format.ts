import { type Out, printAll, printTable } from './print.ts';
import { compileTemplate } from './template/template.ts';
import { visibleLines } from './visible.ts';

/** The fields of a row by name. Functions are methods that take what follows their name. */
export type RowFields = Readonly<Record<string, unknown>>;

/** docker's `--format` for lists: a Go template for each row, `table` before it for columns with heads, or the word `json`. */
export interface RowFormat {
  /** @throws CrixError when the template asks for what a row does not have */
  print(out: Out, rows: Iterable<RowFields>): Promise<void>;
}

export interface RowHeads {
  /** What stands above a column, by the name of its field. A template is tried on it before the runtime is asked. */
  fields: RowFields;
  /** As in TableStyle. */
  minWidth: number;
}

/** @throws CrixError of kind usage for bad syntax, of kind failure for fields that no row has */
export function readRowFormat(format: string, { fields: heads, minWidth }: RowHeads): RowFormat {
  const [, table, body = ''] = /^(table(?:\s|$))?(.*)$/s.exec(format.trim()) ?? [];
  const source = body === 'json' && table === undefined ? '{{json .}}' : body.trimStart();
  const template = compileTemplate(source, { dialect: 'docker', escapes: true });
  const head = template.execute(heads);
  return {
    async print(out, rows) {
      const texts = executeAll(rows, (row) => template.execute(row));
      if (table === undefined) return printAll(out, linesOf(out, texts));
      await printTable(out, cellsOf(head, texts), { minWidth });
    },
  };
}

function* executeAll(rows: Iterable<RowFields>, execute: (row: RowFields) => string): Generator<string> {
  for (const row of rows) yield execute(row);
}

/** A pipe gets what the template makes; a terminal never gets what a name could command it. */
function* linesOf({ isTerminal }: Out, texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${isTerminal === true ? visibleLines(text) : text}\n`;
}

function* cellsOf(head: string, texts: Iterable<string>): Generator<string[]> {
  yield head.split('\t');
  for (const text of texts) yield text.split('\t');
}
