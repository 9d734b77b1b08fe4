import { usageError } from '../errors.ts';
import type { JsonStyle } from './json.ts';
import type { Row, TableStyle } from './table.ts';

/** Where text goes. */
export interface Out {
  readonly isTerminal?: boolean;
  write(chunk: string): Promise<void>;
}

export type DocumentFormat = 'json' | 'yaml' | 'go-template';
export type Format = DocumentFormat | 'table';

/** The format that a word names. @throws CrixError of kind usage that lists those that fit */
export function parseFormat<F extends string>(word: string, fitting: readonly F[]): F {
  const format = fitting.find((candidate) => candidate === word);
  if (format === undefined) {
    throw usageError(`unknown output format ${JSON.stringify(word)}`, `want one of: ${fitting.join(', ')}`);
  }
  return format;
}

export interface DocumentChoice {
  format: DocumentFormat;
  /** For go-template. */
  template?: string | undefined;
  /** LIST_JSON or INSPECT_JSON. */
  json: JsonStyle;
  /** A terminal never gets what a name could command it; a pipe gets what the template makes. */
  isTerminal?: boolean;
}

/** Plain data to the pieces of its text, the newline at its end included. */
export type DocumentPrinter = (document: unknown) => Iterable<string>;

/** Loads the one format that was asked for; a template is checked here, before anything is asked of a runtime. */
export async function documentPrinter(choice: DocumentChoice): Promise<DocumentPrinter> {
  if (choice.format === 'json') {
    const { jsonChunks } = await import('./json.ts');
    return (document) => withNewline(jsonChunks(document, choice.json));
  }
  if (choice.format === 'yaml') {
    const { yamlChunks } = await import('./yaml.ts');
    // crictl ends YAML, which has its newline already, with another one.
    return (document) => withNewline(yamlChunks(document));
  }
  const { compileTemplate } = await import('./template/template.ts');
  const template = compileTemplate(choice.template ?? '', { dialect: 'crictl' });
  const { visibleLines } = await import('./visible.ts');
  const shown = choice.isTerminal === true ? visibleLines : (text: string) => text;
  return (document) => [`${shown(template.execute(document))}\n`];
}

function* withNewline(chunks: Iterable<string>): Generator<string> {
  yield* chunks;
  yield '\n';
}

/** The first row is the head. */
export async function printTable(out: Out, rows: Iterable<Row>, style: TableStyle = {}): Promise<void> {
  const { tableChunks } = await import('./table.ts');
  await printAll(out, await tableChunks(rows, style));
}

/** Writes as the reader takes it, so that nothing piles up. */
export async function printAll(out: Out, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await out.write(chunk);
}
