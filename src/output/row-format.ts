import { type Out, printAll, printTable } from './print.ts';
import { compileTemplate } from './template/template.ts';
import { visibleLines } from './visible.ts';

/** The fields of a row by name. Functions are methods that take what follows their name. */
export type RowFields = Readonly<Record<string, unknown>>;

/** docker's `--format` for lists: a Go template for each row, `table` before it for columns with heads, or the word `json`. */
export interface RowFormat {
  /** Undefined when rows are texts and no table. */
  readonly head: readonly string[] | undefined;
  /** The cells of a row, or its text alone. @throws CrixError when the template asks for what a row does not have */
  cells(row: RowFields): string[];
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
  const split = (text: string): string[] => (table === undefined ? [text] : text.split('\t'));
  // It is made in any case: a field that no row has shows here, before the runtime is asked.
  const head = split(template.execute(heads));
  const cells = (row: RowFields): string[] => split(template.execute(row));
  return {
    head: table === undefined ? undefined : head,
    cells,
    async print(out, rows) {
      if (table === undefined) return printAll(out, linesOf(out, rows, cells));
      await printTable(out, withHead(head, rows, cells), { minWidth });
    },
  };
}

type ToCells = (row: RowFields) => string[];

/** A pipe gets what the template makes; a terminal never gets what a name could command it. */
function* linesOf({ isTerminal }: Out, rows: Iterable<RowFields>, cells: ToCells): Generator<string> {
  for (const row of rows) {
    const text = cells(row).join('');
    yield `${isTerminal === true ? visibleLines(text) : text}\n`;
  }
}

function* withHead(head: string[], rows: Iterable<RowFields>, cells: ToCells): Generator<string[]> {
  yield head;
  for (const row of rows) yield cells(row);
}
