import type { Args, Context } from '../../cli/define.ts';
import type { PodSandbox } from '../../cri/gen/types.ts';
import { listPods, type PodSelection } from '../../ops/pods/list.ts';
import { type ListedPod, listedPods } from '../../ops/pods/listed.ts';
import { podColumns, widePodColumns } from '../../views/pod-columns.ts';
import { podFields, podHeads } from '../../views/pods.ts';
import type { ListPrinter } from './format.ts';
import { fetchDeps, momentsFor, type PeopleList, showForPeople } from './people.ts';
import type { podListFlags } from './pods.ts';

export function showPodsForPeople(
  context: Context,
  flags: Args<typeof podListFlags>['flags'],
  selection: PodSelection,
  plainPrinter: () => Promise<ListPrinter<PodSandbox>>,
): Promise<void> {
  const list: PeopleList<PodSandbox, ListedPod, 'status' | 'containers'> = {
    columns: podColumns,
    plain: ['ID', 'Created', 'State', 'Name', 'Namespace', 'Attempt', 'Runtime'],
    wide: widePodColumns,
    fields: ({ pod }, look) => podFields(pod, look),
    heads: podHeads,
    itemOf: ({ pod }) => pod,
    keyOf: ({ pod }) => pod.id,
    async connect() {
      const { runtime } = await context.cri();
      const deps = fetchDeps(context);
      return {
        list: () => listPods(runtime, selection),
        details: (pods, needs) => listedPods(runtime, pods, needs, deps),
        moments: () => momentsFor(context, runtime, true),
      };
    },
  };
  return showForPeople(context, flags, list, plainPrinter);
}
