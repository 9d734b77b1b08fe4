import type { Call, RuntimeService } from '../../cri/api.ts';
import type { PodSandbox, PodSandboxStats } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { withPod } from '../resolve.ts';
import { type CpuReading, cpuPercent, type FrozenClock } from './cpu-percent.ts';
import { firstTaken, nothingOf } from './named-samples.ts';

/** Which pods: all that fit everything given. */
export interface PodStatsInput {
  /** An id or its beginning. */
  id?: string | undefined;
  labels: Readonly<Record<string, string>>;
}

export interface PodStatsResult {
  /** In order of their ids. */
  stats: PodSandboxStats[];
  /** Pods whose statistics the runtime refuses. */
  failed: { id: string; error: CrixError }[];
}

/** One row of `statsp`. */
export interface PodUsage {
  id: string;
  name: string;
  cpuPercent: number;
  memoryBytes: bigint;
}

const callsAtOnce = 8;

/**
 * One call for all pods. containerd fails it whole when a single pod has no cgroup parent; then every ready pod is asked
 * for on its own, so that one of them does not hide the others.
 */
export async function listPodStats(
  runtime: RuntimeService,
  input: PodStatsInput,
  call?: Call,
): Promise<PodStatsResult> {
  const filter = { id: input.id, labelSelector: input.labels };
  try {
    const { stats } = await runtime.listPodSandboxStats({ filter }, call);
    return { stats: sorted(stats), failed: [] };
  } catch (error) {
    // Only the code with which a runtime reports failures of its own is about single pods.
    if (!(error instanceof CrixError) || error.code !== 'Unknown') throw error;
    const result = await askEach(runtime, input, call);
    if (result.stats.length === 0) throw withHint(error);
    return result;
  }
}

function withHint({ kind, message, code, cause }: CrixError): CrixError {
  return new CrixError(kind, message, {
    ...(code !== undefined && { code }),
    cause,
    hint: 'containerd has no statistics for pods without linux.cgroup_parent; `crix stats` shows their containers',
  });
}

async function askEach(runtime: RuntimeService, input: PodStatsInput, call?: Call): Promise<PodStatsResult> {
  const filter = { id: input.id, labelSelector: input.labels, state: { state: 'SANDBOX_READY' as const } };
  const { items } = await runtime.listPodSandbox({ filter }, call);
  const stats: PodSandboxStats[] = [];
  const failed: PodStatsResult['failed'] = [];
  const queue = items.values();
  await Promise.all(
    Array.from({ length: callsAtOnce }, async () => {
      for (const pod of queue) await askOne(runtime, pod, { stats, failed }, call);
    }),
  );
  failed.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { stats: sorted(stats), failed };
}

async function askOne(runtime: RuntimeService, pod: PodSandbox, result: PodStatsResult, call?: Call): Promise<void> {
  try {
    const { stats } = await runtime.podSandboxStats({ podSandboxId: pod.id }, call);
    if (stats !== undefined) result.stats.push(stats);
  } catch (error) {
    if (!(error instanceof CrixError) || error.kind === 'cancelled' || error.kind === 'connect') throw error;
    result.failed.push({ id: pod.id, error });
  }
}

function sorted(stats: readonly PodSandboxStats[]): PodSandboxStats[] {
  return [...stats].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** Takes samples of the pods that are meant; `onRefused` hears of those that have none. See containerSampler. */
export async function podSampler(
  runtime: RuntimeService,
  input: PodStatsInput,
  { names, onRefused }: { names: boolean; onRefused(id: string, error: CrixError): void },
): Promise<() => Promise<PodSandboxStats[]>> {
  const take = async (id: string | undefined) => {
    const { stats, failed } = await listPodStats(runtime, { ...input, id });
    for (const { id: podId, error } of failed) onRefused(podId, error);
    return stats;
  };
  const { id: word } = input;
  if (!names || !word) return () => take(word);
  return firstTaken(
    take,
    (act) => withPod(runtime, word, { names }, act),
    () => nothingOf('pod', word),
  );
}

/** What pods used between two samples. @throws CrixError for a pod with statistics of two systems */
export function podUsage(
  before: readonly PodSandboxStats[],
  after: readonly PodSandboxStats[],
  frozenClock: FrozenClock,
): PodUsage[] {
  const earlier = new Map(before.map((stats) => [idOf(stats), cpuOf(stats)]));
  return after.map((stats) => {
    const id = idOf(stats);
    if (stats.linux !== undefined && stats.windows !== undefined) {
      throw new CrixError('runtime', `the runtime sent both Linux and Windows statistics for pod ${id}`);
    }
    return {
      id,
      name: stats.attributes?.metadata?.name ?? '',
      cpuPercent: cpuPercent(earlier.get(id), cpuOf(stats), id, frozenClock),
      memoryBytes: (stats.linux ?? stats.windows)?.memory?.workingSetBytes?.value ?? 0n,
    };
  });
}

function idOf(stats: PodSandboxStats): string {
  return stats.attributes?.id ?? '';
}

function cpuOf(stats: PodSandboxStats): CpuReading {
  const cpu = (stats.linux ?? stats.windows)?.cpu;
  return { usageNs: cpu?.usageCoreNanoSeconds?.value ?? 0n, readAt: cpu?.timestamp ?? 0n };
}
