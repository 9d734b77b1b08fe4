import { tables } from '../cri/gen/tables.ts';
import type { ContainerEventResponse } from '../cri/gen/types.ts';
import { type JsonObject, toJson } from '../cri/json.ts';
import { formatRfc3339 } from '../output/times.ts';
import { visible } from '../output/visible.ts';

export function eventDocument(event: ContainerEventResponse): JsonObject {
  return toJson(tables.of('ContainerEventResponse'), event);
}

/** Rows come one by one, so columns have fixed widths. The last one is as wide as its text. */
const columns: readonly [string, number][] = [
  ['TIME', 32],
  ['TYPE', 10],
  ['CONTAINER', 16],
  ['NAME', 24],
  ['POD', 24],
  ['NAMESPACE', 0],
];

export const eventHeader = toLine(columns.map(([title]) => title));

/** One event as a line of the table. */
export function eventLine(event: ContainerEventResponse, type: string): string {
  const { containerId, createdAt, podSandboxStatus: pod, containersStatuses } = event;
  const status = containersStatuses.find(({ id }) => id === containerId);
  // The runtime reports the pod's own sandbox as a container that has no status.
  const name = status?.metadata?.name ?? (pod?.id === containerId ? '(pod)' : '');
  const { name: podName = '', namespace = '' } = pod?.metadata ?? {};
  return toLine([formatRfc3339(createdAt), type, containerId.slice(0, 13), name, podName, namespace].map(visible));
}

function toLine(cells: readonly string[]): string {
  return `${cells
    .map((cell, at) => cell.padEnd(columns[at]?.[1] ?? 0))
    .join(' ')
    .trimEnd()}\n`;
}
