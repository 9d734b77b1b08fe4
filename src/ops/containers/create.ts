import type { Init, RuntimeService } from '../../cri/api.ts';
import type { ContainerConfig, PodSandboxConfig } from '../../cri/gen/types.ts';
import { failedTo } from '../failures.ts';

export interface CreateInput {
  podId: string;
  config: Init<ContainerConfig>;
  /** The pod's own configuration; without it the runtime uses what the pod was started with. */
  sandboxConfig?: Init<PodSandboxConfig>;
  timeoutMs: number;
  signal: AbortSignal;
}

/** @returns the container's ID @throws CrixError naming the container */
export async function createContainer(runtime: RuntimeService, input: CreateInput): Promise<string> {
  const { podId, config, sandboxConfig, timeoutMs, signal } = input;
  const request = { podSandboxId: podId, config, ...(sandboxConfig === undefined ? {} : { sandboxConfig }) };
  try {
    const { containerId } = await runtime.createContainer(request, { timeoutMs, signal });
    return containerId;
  } catch (error) {
    throw failedTo(`create container ${config.metadata?.name} in pod ${podId}`, error, {
      deadline: 'raise --cancel-timeout',
    });
  }
}
