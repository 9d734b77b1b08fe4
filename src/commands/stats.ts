import { defineCommand } from '../cli/define.ts';
import { parseLabels } from '../model/labels.ts';
import { containerSampler, containerUsage } from '../ops/stats/container-stats.ts';
import { containerStatsDocument, containerStatsRows } from '../views/stats.ts';
import { frozenClockOf, sampleFlags, showStats } from './stats/show.ts';

export const command = defineCommand({
  name: 'stats',
  summary: 'Show what containers use of CPU, memory and disk',
  description:
    'CPU is measured between two samples, in percent of one core; json and yaml show one sample as the runtime sends it.\nA sample is one call, however many containers there are. CONTAINER is a name, an ID, or what several IDs begin with.',
  usage: '[flags] [CONTAINER]',
  flags: {
    ...sampleFlags,
    all: { type: 'boolean', short: 'a', help: 'Also containers that use neither CPU nor memory' },
    id: { type: 'string', metavar: 'CONTAINER', help: 'The same as the argument' },
    pod: { type: 'string', short: 'p', metavar: 'POD', help: 'Only containers of this pod' },
  },
  arity: { min: 0, max: 1, wrong: 'help' },
  examples: [
    { line: 'crix stats', does: 'Show all running containers once' },
    { line: 'crix stats -w --pod 260435508cb0e', does: 'Watch the containers of one pod' },
  ],
  async run(context, { flags, positionals }) {
    const input = { id: flags.id ?? positionals[0], podId: flags.pod, labels: parseLabels(flags.label, 'label') };
    const options = { all: flags.all, frozenClock: frozenClockOf(context) };
    await showStats(context, flags, async () => {
      const { runtime } = await context.cri();
      return {
        take: await containerSampler(runtime, input, context.persona !== 'crictl'),
        document: containerStatsDocument,
        rows: (before, after) => containerStatsRows(containerUsage(before, after, options)),
      };
    });
    return undefined;
  },
});
