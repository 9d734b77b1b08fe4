import { setTimeout as pause } from 'node:timers/promises';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';

const pollMs = 250;
/** The runtime has heard of the exit as well, and only writes it down. */
const settlePollMs = 15;
/** What is removed while it runs has been killed. */
const killedStatus = 137;

/**
 * Waits until a container does not run (any more) and its log is whole.
 *
 * @returns its exit code
 * @throws CrixError of kind not-found when there is no such container; what `signal` is aborted with
 */
export async function untilExit(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
  signal: AbortSignal,
): Promise<number> {
  const before = await exitOf(runtime, id, signal);
  if (typeof before === 'number') return before;
  const known = containerd === undefined ? undefined : await taskExit(containerd, id, signal);
  for (;;) {
    const code = await exitOf(runtime, id, signal).catch((error: unknown) => {
      if (error instanceof CrixError && error.kind === 'not-found') return known ?? killedStatus;
      throw error;
    });
    if (typeof code === 'number') return code;
    await pause(known === undefined ? pollMs : settlePollMs, undefined, { signal }).catch(() =>
      signal.throwIfAborted(),
    );
  }
}

/** Undefined while it runs. */
async function exitOf(runtime: RuntimeService, containerId: string, signal: AbortSignal): Promise<number | undefined> {
  const mask = { status: { state: true, exitCode: true } } as const;
  const { status } = await runtime.containerStatus({ containerId }, { signal, mask });
  return status === undefined || status.state === 'CONTAINER_RUNNING' ? undefined : status.exitCode;
}

/** containerd tells at once. Undefined when it cannot: the process is over by now, or its shim ended before it could answer. */
async function taskExit({ tasks }: Containerd, containerId: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    return (await tasks.wait({ containerId }, { signal, timeoutMs: 0 })).exitStatus;
  } catch (error) {
    if (signal.aborted || !(error instanceof CrixError) || error.kind === 'connect') throw error;
    return undefined;
  }
}
