import { defineCommand } from '../cli/define.ts';
import { CrixError } from '../errors.ts';
import { parseLabels } from '../model/labels.ts';
import { podSampler, podUsage } from '../ops/stats/pod-stats.ts';
import { podStatsDocument, podStatsRows } from '../views/stats.ts';
import { frozenClockOf, sampleFlags, showStats } from './stats/show.ts';

export const command = defineCommand({
  name: 'statsp',
  summary: 'Show what pods use of CPU and memory',
  description:
    'CPU is measured between two samples, in percent of one core; json and yaml show one sample as the runtime sends it.\nPods whose statistics the runtime refuses are named on stderr, and the others are shown. POD is a\nname, an ID, or what several IDs begin with.',
  usage: '[flags] [POD]',
  flags: {
    ...sampleFlags,
    id: { type: 'string', metavar: 'POD', help: 'The same as the argument' },
  },
  arity: { min: 0, max: 1, wrong: 'help' },
  examples: [
    { line: 'crix statsp', does: 'Show all pods once' },
    { line: 'crix statsp -w --label app=web', does: 'Watch some pods' },
  ],
  async run(context, { flags, positionals }) {
    const input = { id: flags.id ?? positionals[0], labels: parseLabels(flags.label, 'label') };
    const frozenClock = frozenClockOf(context);
    const refused = new Map<string, CrixError>();
    await showStats(context, flags, async () => {
      const { runtime } = await context.cri();
      return {
        take: await podSampler(runtime, input, {
          names: context.persona !== 'crictl',
          onRefused: (id, error) => refused.set(id, error),
        }),
        document: podStatsDocument,
        rows: (before, after) => podStatsRows(podUsage(before, after, frozenClock)),
      };
    });
    for (const [id, error] of refused) {
      await context.report(new CrixError(error.kind, `no statistics of pod ${id}: ${error.message}`));
    }
    return refused.size === 0 ? undefined : 1;
  },
});
