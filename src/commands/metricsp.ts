import { setTimeout as pause } from 'node:timers/promises';
import { type Context, defineCommand } from '../cli/define.ts';
import type { ListPodSandboxMetricsResponse } from '../cri/gen/types.ts';
import { rounds } from '../ops/stats/samples.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat } from '../output/print.ts';
import { podMetricsDocument } from '../views/metrics.ts';

const watchIntervalMs = 1000;

export const command = defineCommand({
  name: 'metricsp',
  summary: 'List metrics of pods',
  usage: '[flags]',
  flags: {
    output: { type: 'string', short: 'o', metavar: 'FORMAT', help: 'json or yaml (json when absent)' },
    watch: { type: 'boolean', short: 'w', help: 'Print them again every second until interrupted' },
  },
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix metricsp', does: 'Show the metrics of all pods' },
    { line: 'crix metricsp -w -o yaml', does: 'Keep showing them as YAML' },
  ],
  async run(context, { flags }) {
    const format = parseFormat(flags.output || 'json', ['json', 'yaml']);
    const print = await documentPrinter({ format, json: LIST_JSON });
    const { runtime } = await context.cri();
    const take = () => runtime.listPodSandboxMetrics({});
    const show = async (reply: ListPodSandboxMetricsResponse) => {
      for (const chunk of print(podMetricsDocument(reply))) await context.io.stdout.write(chunk);
    };
    if (flags.watch) await watch(context, take, show);
    else await show(await take());
    return undefined;
  },
});

async function watch<T>(context: Context, take: () => Promise<T>, show: (reply: T) => Promise<void>): Promise<void> {
  const settings = {
    intervalMs: watchIntervalMs,
    signal: context.signal,
    pause: (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }),
  };
  for await (const reply of rounds(take, settings)) await show(reply);
}
