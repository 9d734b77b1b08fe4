import { setTimeout as pause } from 'node:timers/promises';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { signalNumber } from '../../model/signals.ts';
import { untilExit } from './exit.ts';
import { managedPodOf } from './managed-pod.ts';
import { signalContainer } from './signal.ts';
import { stopContainer } from './stop.ts';

export interface StopManagedInput {
  /** Undefined: what the container was made with, else docker's default. Negative: as long as it takes. */
  graceSeconds: bigint | undefined;
  timeoutMs: number;
  /** Instead of the container's own stop signal. */
  stopSignal?: number | undefined;
  signal: AbortSignal;
}

const defaultGraceSeconds = 10n;
/** CRI has no "for ever". */
const foreverSeconds = 365n * 24n * 3600n;

/** Stops a container as docker does. One that does not run is left as it is. @throws CrixError naming the container */
export async function stopManaged(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
  input: StopManagedInput,
): Promise<void> {
  const memory = (await managedPodOf(runtime, id))?.memory;
  const own = memory?.stopTimeout === undefined ? defaultGraceSeconds : BigInt(memory.stopTimeout);
  const wanted = input.graceSeconds ?? own;
  const grace = wanted < 0n ? foreverSeconds : wanted;
  const stopSignal = input.stopSignal ?? signalNumber(memory?.stopSignal ?? '');
  const endsBySignal = stopSignal !== undefined && grace > 0n;
  // Runtimes take the stop signal from the image; any other is for us to send.
  if (endsBySignal && (await endedBy(runtime, containerd, id, { ...input, stopSignal, grace }))) return;
  const { timeoutMs } = input;
  await stopContainer(runtime, id, { graceSeconds: endsBySignal ? 0n : grace, timeoutMs, mustExist: true });
}

/** @returns false when it has to be killed */
async function endedBy(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
  { stopSignal, grace, signal }: { stopSignal: number; grace: bigint; signal: AbortSignal },
): Promise<boolean> {
  try {
    await signalContainer(runtime, containerd, id, stopSignal);
  } catch (error) {
    // It does not run.
    if (error instanceof CrixError && error.kind === 'failure') return true;
    throw error;
  }
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    const ended = untilExit(runtime, containerd, id, either).then(() => true);
    ended.catch(() => {});
    const late = pause(Math.min(Number(grace) * 1000, 2 ** 31 - 1), false, { signal: either });
    late.catch(() => {});
    return await Promise.race([ended, late]);
  } finally {
    over.abort();
  }
}
