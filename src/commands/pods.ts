import { defineCommand } from '../cli/define.ts';
import type { PodSandbox } from '../cri/gen/types.ts';
import { listPods, type PodMask, selectPods } from '../ops/pods/list.ts';
import { POD_TABLE_MASK, podFields, podHeads, podList, podRows, podText } from '../views/pods.ts';
import { podStateFlag, selectionFlags } from './flags/selection.ts';
import { type ListForm, type Listing, listFlags, listPrinter } from './lists/format.ts';

export const command = defineCommand({
  name: 'pods',
  summary: 'List pods',
  description: 'The newest come first.',
  usage: '[flags]',
  flags: {
    ...selectionFlags,
    ...listFlags,
    id: { type: 'string', metavar: 'ID', help: 'Only the pod with this ID, or those whose IDs begin so' },
    output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, json or yaml' },
    state: podStateFlag,
  },
  examples: [
    { line: 'crix pods', does: 'List all pods' },
    { line: 'crix pods --namespace kube-system -s ready', does: 'List the ready pods of a namespace' },
  ],
  async run(context, { flags }) {
    const selection = await selectPods(flags);
    const printer = await listPrinter(context, flags, listing);
    const { runtime } = await context.cri();
    await printer.print(await listPods(runtime, selection, masks[printer.form]));
    return undefined;
  },
});

/** What is not shown is not decoded. */
const masks: Readonly<Record<ListForm, PodMask | undefined>> = {
  quiet: {},
  table: POD_TABLE_MASK,
  verbose: undefined,
  document: undefined,
  fields: undefined,
};

const listing: Listing<PodSandbox> = {
  rows: podRows,
  text: podText,
  document: podList,
  fields: (pod, look) => [podFields(pod, look)],
  heads: podHeads,
};
