import type { RuntimeService } from '../../cri/api.ts';
import type { Container, ContainerStats, ContainerStatus, PodSandboxStatus } from '../../cri/gen/types.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { readRecords } from '../../logs/records.ts';
import type { NotedPort } from '../../model/ports.ts';
import { type ContainerDetails, containerFacts } from '../containers/details.ts';
import { podPortsOf } from '../containers/ports.ts';
import { fetchEach } from '../fetch-each.ts';
import { findPodOrContainer } from '../find-pod-or-container.ts';
import { byAge, newestAttempts } from '../newest.ts';
import { type ContainerUsage, containerUsage, listContainerStats } from '../stats/container-stats.ts';

/** Everything about a pod or a container that a ticket needs. */
export interface Diagnosis {
  runtime: { name: string; version: string };
  pod: PodSandboxStatus;
  ports: readonly NotedPort[];
  /** The newest attempt of each container, in the order in which they were made. */
  containers: readonly ContainerDiagnosis[];
  /** What happened to the pod and all attempts of its containers, as far as the runtime remembers, in the order of time. */
  happenings: readonly Happening[];
}

export interface ContainerDiagnosis {
  status: ContainerStatus;
  details: ContainerDetails;
  /** Undefined when it does not run, or nothing is measured yet. */
  usage: ContainerUsage | undefined;
  log: LogTail;
}

/** The last lines of a log, or why there are none. */
export type LogTail = { lines: readonly string[] } | { problem: string };

export interface Happening {
  time: bigint;
  /** Empty for the pod itself. */
  container: string;
  attempt: number;
  what: 'created' | 'started' | 'ended';
  /** Of what ended. */
  exit?: { code: number; reason: string };
}

export interface DiagnosisDeps {
  signal: AbortSignal;
  /** Resolves after so many milliseconds, or earlier once the signal is aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Told about what could not be found out. */
  onFailure(error: unknown): void;
}

const betweenSamplesMs = 1000;

/** @throws CrixError of kind not-found or ambiguous */
export async function diagnose(
  runtime: RuntimeService,
  { word, logLines }: { word: string; logLines: number },
  deps: DiagnosisDeps,
): Promise<Diagnosis> {
  const { pod, containers } = await findPodOrContainer(runtime, word);
  const [version, facts, usages] = await Promise.all([
    runtime.version({}),
    fetchEach(
      containers.map(({ id }) => id),
      (id) => containerFacts(runtime, id),
      deps,
    ),
    usageOf(runtime, containers, deps),
  ]);
  const newest = newestAttempts(containers).flatMap(({ id }) => facts.get(id) ?? []);
  return {
    runtime: { name: version.runtimeName, version: version.runtimeVersion },
    pod: pod.status,
    ports: podPortsOf(pod.info),
    containers: await Promise.all(
      newest.map(async ({ status, details }) => ({
        status,
        details,
        usage: usages.get(status.id),
        log: await tailOf(status, logLines),
      })),
    ),
    happenings: happeningsOf(
      pod.status,
      [...facts.values()].map(({ status }) => status),
    ),
  };
}

/** CPU time can only be told from two samples. */
async function usageOf(
  runtime: RuntimeService,
  containers: readonly Container[],
  { signal, pause, onFailure }: DiagnosisDeps,
): Promise<ReadonlyMap<string, ContainerUsage>> {
  const running = containers.filter(({ state }) => state === 'CONTAINER_RUNNING');
  const [first] = running;
  if (first === undefined) return new Map();
  const take = (): Promise<ContainerStats[]> => {
    return listContainerStats(runtime, { podId: first.podSandboxId, labels: {} }, { signal });
  };
  try {
    const before = await take();
    await pause(betweenSamplesMs, signal);
    const usages = containerUsage(before, await take(), { all: true, frozenClock: 'zero' });
    return new Map(usages.map((usage) => [usage.id, usage]));
  } catch (error) {
    if (!(error instanceof CrixError) || error.kind === 'cancelled') throw error;
    onFailure(error);
    return new Map();
  }
}

async function tailOf({ logPath }: ContainerStatus, tail: number): Promise<LogTail> {
  if (logPath === '') return { problem: 'the runtime keeps no log of it' };
  if (tail === 0) return { lines: [] };
  const lines: string[] = [];
  try {
    for await (const records of readRecords(logPath, { tail, timestamps: true })) {
      for (const { bytes } of records) lines.push(bytes.toString('utf8').replace(/\r?\n$/, ''));
    }
  } catch (error) {
    return { problem: messageOf(error) };
  }
  return { lines };
}

function happeningsOf(pod: PodSandboxStatus, statuses: readonly ContainerStatus[]): Happening[] {
  const ofPod: Happening = { time: pod.createdAt, container: '', attempt: pod.metadata?.attempt ?? 0, what: 'created' };
  return [ofPod, ...statuses.flatMap(happeningsOfContainer)]
    .filter(({ time }) => time > 0n)
    .sort((a, b) => -byAge({ createdAt: a.time }, { createdAt: b.time }));
}

function happeningsOfContainer(status: ContainerStatus): Happening[] {
  const { metadata, createdAt, startedAt, finishedAt, exitCode: code, reason } = status;
  const base = { container: metadata?.name ?? '', attempt: metadata?.attempt ?? 0 };
  return [
    { ...base, time: createdAt, what: 'created' },
    { ...base, time: startedAt, what: 'started' },
    { ...base, time: finishedAt, what: 'ended', exit: { code, reason } },
  ];
}
