import type { Args, Context, Flags } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';
import { LIST_JSON } from '../../output/json.ts';
import { documentPrinter, parseFormat, printAll, printTable } from '../../output/print.ts';
import type { RowFields } from '../../output/row-format.ts';
import type { Look } from '../../views/look.ts';

/** How a list is printed: ps, pods and images. */
export const listFlags = {
  quiet: { type: 'boolean', short: 'q', help: 'Only IDs' },
  verbose: { type: 'boolean', short: 'v', help: 'A block of lines for each instead of a row' },
  'no-trunc': { type: 'boolean', help: 'Whole IDs' },
  format: {
    type: 'string',
    beyond: true,
    metavar: 'FORMAT',
    help: "json, or docker's Go template for each row; after the word table, columns with heads",
  },
} as const satisfies Flags;

type ListArgs = Args<typeof listFlags>['flags'] & { output: string | undefined };

/** What is being listed, in each of its forms. */
export interface Listing<Item> {
  rows(items: readonly Item[], look: Look): Iterable<readonly string[]> | Promise<Iterable<readonly string[]>>;
  /** A block for `--verbose`. */
  text(item: Item, look: Look): string;
  document(items: readonly Item[]): unknown;
  fields(item: Item, look: Look): readonly RowFields[];
  /** What stands over the fields in a table that `--format` describes. */
  heads(): RowFields;
}

export type ListForm = 'table' | 'quiet' | 'verbose' | 'document' | 'fields';

export interface ListPrinter<Item> {
  /** Tells how much of each item is needed. */
  readonly form: ListForm;
  print(items: readonly Item[]): Promise<void>;
}

const NARROWEST_COLUMN = 10;

/** Checks what was asked for before anything is asked of the runtime. @throws CrixError of kind usage */
export async function listPrinter<Item extends { id: string }>(
  context: Context,
  flags: ListArgs,
  listing: Listing<Item>,
): Promise<ListPrinter<Item>> {
  if (flags.format) return fieldsPrinter(context, flags, listing);
  const out = context.io.stdout;
  const format = parseFormat(flags.output || 'table', ['table', 'json', 'yaml']);
  if (format !== 'table') {
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
  const measure = context.persona === 'crictl' ? 'code-points' : 'cells';
  return { form: 'table', print: async (items) => printTable(out, await listing.rows(items, look()), { measure }) };
}

async function fieldsPrinter<Item>(
  context: Context,
  flags: ListArgs,
  listing: Listing<Item>,
): Promise<ListPrinter<Item>> {
  if (flags.output && flags.output !== 'table') throw usageError('give --output or --format, not both');
  const { readRowFormat } = await import('../../output/row-format.ts');
  const format = readRowFormat(flags.format ?? '', { fields: listing.heads(), minWidth: NARROWEST_COLUMN });
  const look = lookOf(context, flags);
  const rows = (items: readonly Item[]) => items.flatMap((item) => listing.fields(item, look()));
  return { form: 'fields', print: (items) => format.print(context.io.stdout, rows(items)) };
}

/** Ages count from the moment at which things are shown. */
function lookOf({ now, persona }: Context, flags: ListArgs): () => Look {
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
