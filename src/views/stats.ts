import { tables } from '../cri/gen/tables.ts';
import type { ContainerStats, PodSandboxStats } from '../cri/gen/types.ts';
import { type JsonObject, toJson } from '../cri/json.ts';
import type { ContainerUsage } from '../ops/stats/container-stats.ts';
import type { PodUsage } from '../ops/stats/pod-stats.ts';
import { formatBytes } from '../output/units.ts';

const sizeDigits = 4;
const shortIdLength = 13;

/** The head and a row for each container. */
export function containerStatsRows(usages: readonly ContainerUsage[]): string[][] {
  const head = ['CONTAINER', 'NAME', 'CPU %', 'MEM', 'DISK', 'INODES', 'SWAP'];
  const rows = usages.map((usage) => [
    usage.id.slice(0, shortIdLength),
    usage.name,
    usage.cpuPercent.toFixed(2),
    formatBytes(usage.memoryBytes, sizeDigits),
    formatBytes(usage.diskBytes, sizeDigits),
    String(usage.inodes),
    formatBytes(usage.swapBytes, sizeDigits),
  ]);
  return [head, ...rows];
}

/** The head and a row for each pod. */
export function podStatsRows(usages: readonly PodUsage[]): string[][] {
  const rows = usages.map((usage) => [
    usage.name,
    usage.id.slice(0, shortIdLength),
    usage.cpuPercent.toFixed(2),
    formatBytes(usage.memoryBytes, sizeDigits),
  ]);
  return [['POD', 'POD ID', 'CPU %', 'MEM'], ...rows];
}

/** What json and yaml show: the runtime's own answer, in the order of the table. */
export function containerStatsDocument(stats: readonly ContainerStats[]): JsonObject {
  return toJson(tables.of('ListContainerStatsResponse'), { stats });
}

export function podStatsDocument(stats: readonly PodSandboxStats[]): JsonObject {
  return toJson(tables.of('ListPodSandboxStatsResponse'), { stats });
}
