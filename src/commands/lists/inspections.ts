import type { Context, Flags } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { eachTarget, manyAtOnce } from '../../ops/each-target.ts';
import { INSPECT_JSON } from '../../output/json.ts';
import { type DocumentPrinter, documentPrinter, parseFormat, printAll } from '../../output/print.ts';
import type { Look } from '../../views/look.ts';

/** How inspections are printed: inspect, inspectp and inspecti. */
export const inspectionFlags = {
  output: {
    type: 'string',
    short: 'o',
    metavar: 'FORMAT',
    help: 'json, yaml, go-template or table (json when absent)',
  },
  quiet: { type: 'boolean', short: 'q', help: "Without the runtime's own information" },
  template: { type: 'string', metavar: 'TEMPLATE', help: 'Go template for --output go-template' },
} as const satisfies Flags;

interface InspectionArgs {
  output: string | undefined;
  template: string | undefined;
  /** docker's spelling of a template, or a format's name. */
  format?: string | undefined;
  quiet: boolean;
}

/** What is being inspected. */
export interface Inspecting<Inspection> {
  /** What one of them is called in a message. */
  noun: string;
  /** What to inspect; those that were named, or those that were selected. */
  targets: readonly string[];
  inspect(target: string): Promise<Inspection>;
  document(inspection: Inspection): unknown;
  details(inspection: Inspection, look: Look): string;
}

/** @throws CrixError of kind usage */
export async function inspectionPrinter(context: Context, args: InspectionArgs): Promise<DocumentPrinter | 'table'> {
  const { output, template } = context.persona === 'crictl' ? args : friendly(args);
  const format = parseFormat(output || 'json', ['json', 'yaml', 'go-template', 'table']);
  if (format === 'table') return format;
  return documentPrinter({ format, template, json: INSPECT_JSON, isTerminal: context.io.stdout.isTerminal });
}

/** A template alone is enough, and `--format` takes one or the name of a format. */
function friendly({ output, template, format }: InspectionArgs): Pick<InspectionArgs, 'output' | 'template'> {
  if (format === 'json' || format === 'yaml' || format === 'table') return { output: format, template: undefined };
  const text = format ?? template;
  return { output: output ?? (text === undefined ? undefined : 'go-template'), template: text };
}

/**
 * Inspects each target. One document is printed as it is, several as a list.
 *
 * @returns the exit status, or `help` when nothing was selected and crictl would show its help
 */
export async function showInspections<Inspection>(
  context: Context,
  printer: DocumentPrinter | 'table',
  inspecting: Inspecting<Inspection>,
): Promise<number | 'help'> {
  const { targets, noun } = inspecting;
  const asCrictl = context.persona === 'crictl';
  if (targets.length === 0) {
    if (asCrictl) return 'help';
    throw new CrixError('not-found', `no ${noun} fits what was asked for`);
  }
  const found = new Map<number, Inspection>();
  const failures = new Map<number, unknown>();
  const how = {
    targets: [...targets.entries()],
    atOnce: asCrictl ? 1 : manyAtOnce,
    stopAtFailure: asCrictl,
    signal: context.signal,
  };
  await eachTarget(how, { failed: async () => undefined }, async ([at, target]) => {
    try {
      found.set(at, await inspecting.inspect(target));
    } catch (error) {
      failures.set(at, error);
      throw error;
    }
  });
  // crictl prints nothing but tables when one of several cannot be inspected.
  if (failures.size === 0 || !asCrictl || printer === 'table')
    await print(context, printer, inspecting, inOrder(found));
  for (const error of inOrder(failures)) await context.report(error);
  return failures.size === 0 ? 0 : 1;
}

function inOrder<T>(results: ReadonlyMap<number, T>): T[] {
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

async function print<Inspection>(
  context: Context,
  printer: DocumentPrinter | 'table',
  { targets, document, details }: Inspecting<Inspection>,
  inspections: readonly Inspection[],
): Promise<void> {
  const out = context.io.stdout;
  if (inspections.length === 0) return;
  if (printer === 'table') {
    const look = { now: context.now(), noTrunc: true, asCrictl: context.persona === 'crictl' };
    return printAll(
      out,
      inspections.map((inspection) => details(inspection, look)),
    );
  }
  const documents = inspections.map(document);
  await printAll(out, printer(targets.length === 1 ? documents[0] : documents));
}
