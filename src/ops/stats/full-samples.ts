import { totalmem } from 'node:os';
import type { Cri } from '../../cri/api.ts';
import type { ContainerStats, ContainerStatus, PodSandboxStats } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { type ContainerDetails, containerFacts } from '../containers/details.ts';
import { manyAtOnce } from '../each-target.ts';
import { type HostCounters, hostCounters } from '../host/counters.ts';
import { inParallel } from '../in-parallel.ts';

/** One look at one container. */
export interface FullSample {
  readonly status: ContainerStatus;
  readonly isRunning: boolean;
  /** Undefined when it does not run. */
  readonly stats: ContainerStats | undefined;
  readonly counters: HostCounters | undefined;
  /** Bytes it may use: its limit, or the memory of the node. */
  readonly memoryLimit: bigint;
}

/** Remembers between two looks what does not change while a container runs. */
export type KnownContainers = Map<string, { status: ContainerStatus; details: ContainerDetails }>;

/** Looks at these containers. One that is removed meanwhile is left out. */
export async function sampleContainers(
  { runtime }: Pick<Cri, 'runtime'>,
  ids: readonly string[],
  known: KnownContainers,
): Promise<FullSample[]> {
  const { stats } = await runtime.listContainerStats(ids.length === 1 ? { filter: { id: ids[0] ?? '' } } : {});
  const byId = new Map(stats.map((one) => [one.attributes?.id ?? '', one]));
  const samples = await inParallel(ids, manyAtOnce, async (id) => {
    const facts = await factsOf(runtime, id, known);
    return facts === undefined ? undefined : sampleOf(runtime, facts, byId.get(id));
  });
  return samples.filter((sample) => sample !== undefined);
}

async function factsOf(runtime: Cri['runtime'], id: string, known: KnownContainers) {
  const before = known.get(id);
  if (before?.status.state === 'CONTAINER_RUNNING' && isAlive(before)) return before;
  try {
    const facts = await containerFacts(runtime, id);
    known.set(id, facts);
    return facts;
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** Whether the process is still the container's; unknown on another host, where the runtime is asked again each time. */
function isAlive({ status, details }: { status: ContainerStatus; details: ContainerDetails }): boolean {
  return details.pid !== undefined && hostCounters(details.pid, status.id) !== undefined;
}

async function sampleOf(
  runtime: Cri['runtime'],
  { status, details }: { status: ContainerStatus; details: ContainerDetails },
  stats: ContainerStats | undefined,
): Promise<FullSample> {
  const isRunning = status.state === 'CONTAINER_RUNNING';
  const limit =
    status.resources?.linux?.memoryLimitInBytes ?? BigInt(details.runtimeSpec?.linux?.resources?.memory?.limit ?? 0);
  const local = isRunning && details.pid !== undefined ? hostCounters(details.pid, status.id) : undefined;
  const counters = isRunning ? (local ?? (await podCounters(runtime, details.sandboxID))) : undefined;
  return { status, isRunning, stats, counters, memoryLimit: limit > 0n ? limit : BigInt(totalmem()) };
}

/** The next best on another host: what the runtime counts for the whole pod. */
async function podCounters(
  runtime: Cri['runtime'],
  podSandboxId: string | undefined,
): Promise<HostCounters | undefined> {
  if (podSandboxId === undefined) return undefined;
  try {
    return countersOf((await runtime.podSandboxStats({ podSandboxId })).stats);
  } catch (error) {
    if (error instanceof CrixError && (error.kind === 'cancelled' || error.kind === 'connect')) throw error;
    return undefined;
  }
}

function countersOf(stats: PodSandboxStats | undefined): HostCounters {
  const { network, process } = stats?.linux ?? {};
  return {
    processes: Number(process?.processCount?.value ?? 0n),
    readBytes: 0n,
    writtenBytes: 0n,
    receivedBytes: network?.defaultInterface?.rxBytes?.value ?? 0n,
    sentBytes: network?.defaultInterface?.txBytes?.value ?? 0n,
  };
}
