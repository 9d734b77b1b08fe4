import { defineCommand } from '../cli/define.ts';
import { inspectContainer } from '../ops/containers/inspect.ts';
import { listContainers, selectContainers } from '../ops/containers/list.ts';
import { withContainer } from '../ops/resolve.ts';
import { containerDetails, containerDocument } from '../views/inspections.ts';
import { containerSelectionFlags } from './flags/selection.ts';
import { inspectionFlags, inspectionPrinter, showInspections } from './lists/inspections.ts';

export const command = defineCommand({
  name: 'inspect',
  summary: 'Show all that the runtime knows of containers',
  description:
    'One container is shown as it is, several as a list. Without CONTAINER those are shown that the flags select.',
  usage: '[flags] [CONTAINER...]',
  flags: {
    ...containerSelectionFlags,
    ...inspectionFlags,
    format: {
      type: 'string',
      short: 'f',
      beyond: true,
      metavar: 'TEMPLATE',
      help: 'The same as --template, as in docker',
    },
  },
  separateShorts: true,
  examples: [
    { line: 'crix inspect 87d3992f84f74', does: 'Show a container as JSON' },
    { line: "crix inspect -f '{{.status.state}} {{.info.pid}}' web-0/nginx", does: 'Print its state and process' },
  ],
  async run(context, { flags, positionals }) {
    const printer = await inspectionPrinter(context, flags);
    const selection = await selectContainers(flags);
    const rules = { names: context.persona !== 'crictl', preferRunning: true };
    const isSelecting = positionals.length === 0;
    if (isSelecting && flags.image) await context.checkImages();
    const cri = await context.cri();
    const selected = isSelecting ? await listContainers(cri, selection, {}) : [];
    return showInspections(context, printer, {
      noun: 'container',
      targets: isSelecting ? selected.map(({ id }) => id) : positionals,
      inspect: (word) =>
        withContainer(cri.runtime, word, rules, (id) => inspectContainer(cri.runtime, id, !flags.quiet)),
      document: containerDocument,
      details: (inspection, look) => containerDetails(inspection, look, !flags.quiet),
    });
  },
});
