import type { Args, Context, Flags } from '../../cli/define.ts';
import { LIST_JSON } from '../../output/json.ts';
import { documentPrinter, parseFormat, printAll, printTable } from '../../output/print.ts';
import type { TableStyle } from '../../output/table.ts';
import type { Look } from '../../views/look.ts';

/** How a list is printed: ps, pods and images. */
export const listFlags = {
  quiet: { type: 'boolean', short: 'q', help: 'Only IDs' },
  verbose: { type: 'boolean', short: 'v', help: 'A block of lines for each instead of a row' },
  'no-trunc': { type: 'boolean', help: 'Whole IDs' },
  columns: { type: 'list', beyond: true, metavar: 'COLUMN,...', help: 'Show these columns' },
  sort: {
    type: 'list',
    beyond: true,
    metavar: '[-]COLUMN,...',
    help: 'Sort by these columns, shown or not; after a minus the largest come first',
  },
  watch: { type: 'boolean', beyond: true, help: 'Show the list again when something changes, until interrupted' },
  format: {
    type: 'string',
    beyond: true,
    metavar: 'FORMAT',
    help: "json, or docker's Go template for each row; after the word table, columns with heads",
  },
} as const satisfies Flags;

export type ListArgs = Args<typeof listFlags>['flags'] & { output: string | undefined };

/** What is being listed, in each of its forms. */
export interface Listing<Item> {
  rows(items: readonly Item[], look: Look): Iterable<readonly string[]> | Promise<Iterable<readonly string[]>>;
  /** A block for `--verbose`. */
  text(item: Item, look: Look): string;
  document(items: readonly Item[]): unknown;
}

export type ListForm = 'table' | 'quiet' | 'verbose' | 'document';

export interface ListPrinter<Item> {
  /** Tells how much of each item is needed. */
  readonly form: ListForm;
  print(items: readonly Item[]): Promise<void>;
}

/** True for what is shown another way than crictl does: lists/people.ts knows how. */
export function isForPeople({ persona }: Context, { columns, sort, watch, format, output }: ListArgs): boolean {
  const isWide = output === 'wide' && persona !== 'crictl';
  return isWide || Boolean(format) || columns.length > 0 || sort.length > 0 || watch;
}

/** @throws CrixError of kind usage */
export function parseListFormat({ persona }: Context, { output }: ListArgs): 'table' | 'wide' | 'json' | 'yaml' {
  const formats = ['table', 'json', 'yaml'] as const;
  return parseFormat(output || 'table', persona === 'crictl' ? formats : [...formats, 'wide']);
}

/** Checks what was asked for before anything is asked of the runtime. @throws CrixError of kind usage */
export async function listPrinter<Item extends { id: string }>(
  context: Context,
  flags: ListArgs,
  listing: Listing<Item>,
): Promise<ListPrinter<Item>> {
  const out = context.io.stdout;
  const format = parseListFormat(context, flags);
  if (format === 'json' || format === 'yaml') {
    const printer = await documentPrinter({ format, json: LIST_JSON });
    return { form: 'document', print: (items) => printAll(out, printer(listing.document(items))) };
  }
  if (flags.quiet)
    return {
      form: 'quiet',
      print: (items) =>
        printAll(
          out,
          blocks(items, ({ id }) => `${id}\n`),
        ),
    };
  const look = lookOf(context, flags);
  if (flags.verbose) {
    return {
      form: 'verbose',
      print: (items) =>
        printAll(
          out,
          blocks(items, (item) => listing.text(item, look())),
        ),
    };
  }
  const style: TableStyle = { measure: context.persona === 'crictl' ? 'code-points' : 'cells' };
  const print = async (items: readonly Item[]): Promise<void> => {
    // Only a terminal gets colours, and only there they cost something.
    const paint = out.isTerminal ? await (await import('./painter.ts')).cellPainter(context) : undefined;
    await printTable(out, await listing.rows(items, look()), paint === undefined ? style : { ...style, paint });
  };
  return { form: 'table', print };
}

/** Ages count from the moment at which things are shown. */
export function lookOf({ now, persona }: Context, flags: ListArgs): () => Look {
  return () => ({ now: now(), noTrunc: flags['no-trunc'], asCrictl: persona === 'crictl' });
}

const CHUNK = 64 * 1024;

function* blocks<Item>(items: readonly Item[], textOf: (item: Item) => string): Generator<string> {
  let text = '';
  for (const item of items) {
    text += textOf(item);
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
