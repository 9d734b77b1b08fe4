import { setTimeout as pause } from 'node:timers/promises';
import type { Context, Flags } from '../../cli/define.ts';
import type { FrozenClock } from '../../ops/stats/cpu-percent.ts';
import { pairedRounds, rounds, type SampleSettings, samplePair } from '../../ops/stats/samples.ts';
import { LIST_JSON } from '../../output/json.ts';
import { documentPrinter, parseFormat } from '../../output/print.ts';
import { tableChunks } from '../../output/table.ts';

/** Flags that stats and statsp have in common. */
export const sampleFlags = {
  label: { type: 'list', metavar: 'KEY=VALUE', help: 'Only those with this label; repeat it for several' },
  output: { type: 'string', short: 'o', metavar: 'FORMAT', help: 'table, json or yaml (table when absent)' },
  seconds: { type: 'int', short: 's', default: 1, metavar: 'N', help: 'Seconds between two samples' },
  watch: { type: 'boolean', short: 'w', help: 'Show them again and again until interrupted' },
} as const satisfies Flags;

interface SampleArgs {
  output: string | undefined;
  seconds: number;
  watch: boolean;
}

/** What differs between the statistics of containers and of pods. */
export interface StatsKind<Sample> {
  take(): Promise<Sample>;
  document(sample: Sample): unknown;
  /** The head and a row for each. */
  rows(before: Sample, after: Sample): string[][];
}

type Rows = readonly (readonly string[])[];

/** A runtime is not asked more often than this, even by `--seconds 0`. */
const shortestWatchMs = 1000;

/** crictl fails where a runtime has not measured again in between; crix shows that nothing was used. */
export function frozenClockOf(context: Context): FrozenClock {
  return context.persona === 'crictl' ? 'refuse' : 'zero';
}

/** Shows statistics once or again and again. `connect` is called when the words have proved right. */
export async function showStats<Sample>(
  context: Context,
  args: SampleArgs,
  connect: () => Promise<StatsKind<Sample>>,
): Promise<void> {
  const format = parseFormat(args.output || 'table', ['table', 'json', 'yaml']);
  const settings = sampleSettings(context, args);
  if (format === 'table') return showTable(context, args, settings, await connect());
  const print = await documentPrinter({ format, json: LIST_JSON });
  const { take, document } = await connect();
  if (!args.watch) return write(context, print(document(await take())));
  for await (const sample of rounds(take, settings)) await write(context, print(document(sample)));
}

function sampleSettings(context: Context, { seconds, watch }: SampleArgs): SampleSettings {
  return {
    intervalMs: Math.max(seconds * 1000, watch ? shortestWatchMs : 0),
    signal: context.signal,
    pause: (ms, signal) => pause(ms, undefined, { signal }),
  };
}

async function showTable<Sample>(
  context: Context,
  { watch }: SampleArgs,
  settings: SampleSettings,
  { take, rows }: StatsKind<Sample>,
): Promise<void> {
  if (!watch) return writeTable(context, rows(...(await samplePair(take, settings))));
  const live = context.io.stdout.isTerminal ? await openLive(context) : undefined;
  try {
    for await (const [before, after] of pairedRounds(take, settings)) {
      await (live === undefined ? writeTable(context, rows(before, after)) : live.draw(rows(before, after)));
    }
  } finally {
    await live?.close();
  }
}

async function openLive(context: Context) {
  const { openLiveTable } = await import('../../output/live.ts');
  return openLiveTable(context.io.stdout);
}

async function writeTable(context: Context, rows: Rows): Promise<void> {
  await write(context, await tableChunks(rows, context.persona === 'crictl' ? { measure: 'code-points' } : {}));
}

async function write(context: Context, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await context.io.stdout.write(chunk);
}
