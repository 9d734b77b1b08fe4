import type { Args, Context, Flags } from '../../cli/define.ts';
import type { PodSandbox } from '../../cri/gen/types.ts';
import { listPods, type PodMask, selectPods } from '../../ops/pods/list.ts';
import { POD_TABLE_MASK, podList, podRows, podText } from '../../views/pods.ts';
import { podStateFlag, selectionFlags } from '../flags/selection.ts';
import { isForPeople, type ListForm, type Listing, listFlags, listPrinter } from './format.ts';

/** pods, and what else lists pods. */
export const podListFlags = {
  ...selectionFlags,
  ...listFlags,
  id: { type: 'string', metavar: 'ID', help: 'Only the pod with this ID, or those whose IDs begin so' },
  output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, wide, json or yaml' },
  state: podStateFlag,
} as const satisfies Flags;

export async function showPods(context: Context, flags: Args<typeof podListFlags>['flags']): Promise<undefined> {
  const selection = await selectPods(flags);
  if (isForPeople(context, flags)) {
    const { showPodsForPeople } = await import('./people-pods.ts');
    await showPodsForPeople(context, flags, selection, () => listPrinter(context, flags, listing));
    return undefined;
  }
  const printer = await listPrinter(context, flags, listing);
  const { runtime } = await context.cri();
  await printer.print(await listPods(runtime, selection, masks[printer.form]));
  return undefined;
}

/** What is not shown is not decoded. */
const masks: Readonly<Record<ListForm, PodMask | undefined>> = {
  quiet: {},
  table: POD_TABLE_MASK,
  verbose: undefined,
  document: undefined,
};

const listing: Listing<PodSandbox> = {
  rows: podRows,
  text: podText,
  document: podList,
};
