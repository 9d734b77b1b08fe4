import type { Init, RuntimeService } from '../../cri/api.ts';
import type { PodSandboxConfig } from '../../cri/gen/types.ts';
import { failedTo } from '../failures.ts';

export interface RunPodInput {
  config: Init<PodSandboxConfig>;
  /** Empty: the runtime's default. */
  runtimeHandler: string;
  /** Starting a pod may take twice as long: the runtime sets up the network in it. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** @returns the pod's ID @throws CrixError naming the pod */
export async function runPod(runtime: RuntimeService, input: RunPodInput): Promise<string> {
  const { config, runtimeHandler, timeoutMs, signal } = input;
  try {
    const { podSandboxId } = await runtime.runPodSandbox(
      { config, runtimeHandler },
      { timeoutMs: 2 * timeoutMs, signal },
    );
    return podSandboxId;
  } catch (error) {
    throw failedTo(`run pod ${config.metadata?.name}`, error, { deadline: 'raise --cancel-timeout' });
  }
}
