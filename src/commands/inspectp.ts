import { defineCommand } from '../cli/define.ts';
import { inspectPod } from '../ops/pods/inspect.ts';
import { listPods, selectPods } from '../ops/pods/list.ts';
import { withPod } from '../ops/resolve.ts';
import { podDetails, podDocument } from '../views/inspections.ts';
import { podStateFlag, selectionFlags } from './flags/selection.ts';
import { inspectionFlags, inspectionPrinter, showInspections } from './lists/inspections.ts';

export const command = defineCommand({
  name: 'inspectp',
  summary: 'Show all that the runtime knows of pods',
  description: 'One pod is shown as it is, several as a list. Without POD those are shown that the flags select.',
  usage: '[flags] [POD...]',
  flags: {
    ...selectionFlags,
    ...inspectionFlags,
    format: {
      type: 'string',
      short: 'f',
      beyond: true,
      metavar: 'TEMPLATE',
      help: 'The same as --template, as in docker',
    },
    state: podStateFlag,
  },
  examples: [
    { line: 'crix inspectp 260435508cb0e', does: 'Show a pod as JSON' },
    { line: "crix inspectp -f '{{.status.network.ip}}' default/web-0", does: 'Print its address' },
  ],
  async run(context, { flags, positionals }) {
    const printer = await inspectionPrinter(context, flags);
    const selection = await selectPods(flags);
    const rules = { names: context.persona !== 'crictl' };
    const { runtime } = await context.cri();
    const selected = positionals.length === 0 ? await listPods(runtime, selection, {}) : [];
    return showInspections(context, printer, {
      noun: 'pod',
      targets: positionals.length === 0 ? selected.map(({ id }) => id) : positionals,
      inspect: (word) => withPod(runtime, word, rules, (id) => inspectPod(runtime, id, !flags.quiet)),
      document: podDocument,
      details: (inspection, look) => podDetails(inspection, look, !flags.quiet),
    });
  },
});
