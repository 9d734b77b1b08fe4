import type { ListedPod, PodNeed } from '../ops/pods/listed.ts';
import { type Column, labelsText, NOTHING, plainColumns } from './columns.ts';
import { podHeads, podTexts } from './pods.ts';
import { restartsOf } from './restarts.ts';

type PodColumn = Column<ListedPod, PodNeed>;

const furtherColumns: readonly PodColumn[] = [
  { name: 'UID', head: 'UID', text: ({ pod }) => pod.metadata?.uid || NOTHING },
  {
    name: 'IP',
    head: 'IP',
    needs: 'status',
    text: ({ status }) => addressesOf(status?.network) || NOTHING,
  },
  {
    name: 'Containers',
    head: 'CONTAINERS',
    needs: 'containers',
    text: (row) => (row.containers === undefined ? NOTHING : `${runningIn(row)}/${row.containers.length}`),
    order: runningIn,
  },
  {
    name: 'Restarts',
    head: 'RESTARTS',
    needs: 'containers',
    text: (row) => String(restartsIn(row) ?? NOTHING),
    order: restartsIn,
  },
];

export const podColumns: readonly PodColumn[] = [
  ...plainColumns<ListedPod>(
    podHeads(),
    ({ pod }, look) => ({ ...podTexts(pod, look), Labels: labelsText(pod.labels) }),
    {
      Created: ({ pod }) => pod.createdAt,
      Attempt: ({ pod }) => pod.metadata?.attempt ?? 0,
    },
  ),
  ...furtherColumns,
];

/** What `-o wide` shows: the plain table, and more to its right. */
export const widePodColumns: readonly string[] = [
  'ID',
  'Created',
  'State',
  'Name',
  'Namespace',
  'Attempt',
  'Runtime',
  'IP',
  'Containers',
  'Restarts',
];

function addressesOf(network: { ip: string; additionalIps: readonly { ip: string }[] } | undefined): string {
  return [network?.ip ?? '', ...(network?.additionalIps ?? []).map(({ ip }) => ip)].filter((ip) => ip !== '').join(',');
}

function runningIn({ containers }: ListedPod): number | undefined {
  return containers?.filter(({ state }) => state === 'CONTAINER_RUNNING').length;
}

/** The most restarted container counts: a sum would grow with the number of containers. */
function restartsIn({ containers }: ListedPod): number | undefined {
  return containers === undefined ? undefined : Math.max(0, ...containers.map(restartsOf));
}
