import type { RuntimeService } from '../../cri/api.ts';
import { failedTo } from '../failures.ts';

export interface StopInput {
  /** How long the process has before it is killed. */
  graceSeconds: bigint;
  /** What the call may take beyond the grace period. */
  timeoutMs: number;
  /** Ask first: from 1.7 on containerd has no objection to stopping what is not there. */
  mustExist?: boolean;
}

/** Timers of Node hold no more milliseconds. */
const longestTimeoutMs = 2 ** 31 - 1;

/** @throws CrixError naming the container */
export async function stopContainer(runtime: RuntimeService, id: string, input: StopInput): Promise<void> {
  const { graceSeconds } = input;
  const graceMs = graceSeconds > 0n ? Number(graceSeconds) * 1000 : 0;
  const timeoutMs = Math.min(input.timeoutMs + graceMs, longestTimeoutMs);
  try {
    if (input.mustExist) await runtime.containerStatus({ containerId: id }, { mask: { status: { state: true } } });
    await runtime.stopContainer({ containerId: id, timeout: graceSeconds }, { timeoutMs });
  } catch (error) {
    throw failedTo(`stop container ${id}`, error);
  }
}

/** Newest first, as `ps` lists them. */
export async function listRunningIds(runtime: RuntimeService): Promise<string[]> {
  const filter = { state: { state: 'CONTAINER_RUNNING' } } as const;
  const { containers } = await runtime.listContainers(
    { filter },
    { mask: { containers: { id: true, createdAt: true } } },
  );
  return containers.toSorted((a, b) => Number(b.createdAt - a.createdAt)).map(({ id }) => id);
}
