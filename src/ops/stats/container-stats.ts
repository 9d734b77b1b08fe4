import type { Call, RuntimeService } from '../../cri/api.ts';
import type { ContainerStats } from '../../cri/gen/types.ts';
import { withContainer, withPod } from '../resolve.ts';
import { type CpuReading, cpuPercent, type FrozenClock } from './cpu-percent.ts';
import { firstTaken, nothingOf } from './named-samples.ts';

/** Which containers: all that fit everything given. */
export interface ContainerStatsInput {
  /** An id or its beginning. */
  id?: string | undefined;
  podId?: string | undefined;
  labels: Readonly<Record<string, string>>;
}

/** One row of `stats`. */
export interface ContainerUsage {
  id: string;
  name: string;
  cpuPercent: number;
  memoryBytes: bigint;
  diskBytes: bigint;
  inodes: bigint;
  swapBytes: bigint;
}

/** Takes samples of the containers that are meant. Words may be names when `names` is set; then they have to fit something. */
export async function containerSampler(
  runtime: RuntimeService,
  input: ContainerStatsInput,
  names: boolean,
): Promise<() => Promise<ContainerStats[]>> {
  const podId = input.podId && (await withPod(runtime, input.podId, { names }, async (id) => id));
  const take = (id: string | undefined) => listContainerStats(runtime, { id, podId, labels: input.labels });
  const { id: word } = input;
  if (!names || !word) return () => take(word);
  return firstTaken(
    take,
    (act) => withContainer(runtime, word, { names, preferRunning: true }, act),
    () => nothingOf('container', word),
  );
}

/** One call for all containers, however many there are. In order of their ids. */
export async function listContainerStats(
  runtime: RuntimeService,
  input: ContainerStatsInput,
  call?: Call,
): Promise<ContainerStats[]> {
  const filter = { id: input.id, podSandboxId: input.podId, labelSelector: input.labels };
  const { stats } = await runtime.listContainerStats({ filter }, call);
  return [...stats].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

export interface UsageOptions {
  /** Also containers that use neither CPU nor memory: they do not run. */
  all: boolean;
  frozenClock: FrozenClock;
}

/** What containers used between two samples. */
export function containerUsage(
  before: readonly ContainerStats[],
  after: readonly ContainerStats[],
  options: UsageOptions,
): ContainerUsage[] {
  const earlier = new Map(before.map((stats) => [idOf(stats), cpuOf(stats)]));
  return after
    .filter((stats) => options.all || cpuOf(stats).usageNs !== 0n || memoryOf(stats) !== 0n)
    .map((stats) => ({
      id: idOf(stats),
      name: stats.attributes?.metadata?.name ?? '',
      cpuPercent: cpuPercent(earlier.get(idOf(stats)), cpuOf(stats), idOf(stats), options.frozenClock),
      memoryBytes: memoryOf(stats),
      diskBytes: stats.writableLayer?.usedBytes?.value ?? 0n,
      inodes: stats.writableLayer?.inodesUsed?.value ?? 0n,
      swapBytes: stats.swap?.swapUsageBytes?.value ?? 0n,
    }));
}

function idOf(stats: ContainerStats): string {
  return stats.attributes?.id ?? '';
}

function cpuOf(stats: ContainerStats): CpuReading {
  return { usageNs: stats.cpu?.usageCoreNanoSeconds?.value ?? 0n, readAt: stats.cpu?.timestamp ?? 0n };
}

function memoryOf(stats: ContainerStats): bigint {
  return stats.memory?.workingSetBytes?.value ?? 0n;
}
