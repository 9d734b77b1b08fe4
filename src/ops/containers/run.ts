import type { Init, RuntimeService } from '../../cri/api.ts';
import type { ContainerConfig, ImageSpec, PodSandboxConfig } from '../../cri/gen/types.ts';
import { wasInterrupted } from '../failures.ts';
import { removeMadePod, type TidyUp, tidyUpContainer, tidyUpPod } from '../interrupted.ts';
import { type RunPodInput, runPod } from '../pods/run.ts';
import { type CreateInput, createContainer } from './create.ts';
import { startContainer } from './start.ts';

export interface RunInput {
  pod: Init<PodSandboxConfig>;
  container: Init<ContainerConfig>;
  runtimeHandler: string;
  /** For the pod and for the container, each. */
  timeoutMs: number;
  /** To pull once the pod is there. */
  images: readonly Init<ImageSpec>[];
  pull(image: Init<ImageSpec>): Promise<void>;
  signal: AbortSignal;
}

/** As runPod; what an interrupted call may have made is looked after. */
export async function runPodTidily(runtime: RuntimeService, input: RunPodInput, tidy: TidyUp): Promise<string> {
  try {
    return await runPod(runtime, input);
  } catch (error) {
    await tidyUpPod(runtime, error, input.config.metadata ?? {}, tidy);
    throw error;
  }
}

/** As createContainer; what an interrupted call may have made is looked after. */
export async function createContainerTidily(
  runtime: RuntimeService,
  input: CreateInput,
  tidy: TidyUp,
): Promise<string> {
  try {
    return await createContainer(runtime, input);
  } catch (error) {
    const made = { podId: input.podId, metadata: input.config.metadata ?? {} };
    await tidyUpContainer(runtime, error, made, tidy);
    throw error;
  }
}

/** A pod, its images, a container in it, started. @returns the container's ID @throws CrixError after saying what is left behind */
export async function runContainer(runtime: RuntimeService, input: RunInput, tidy: TidyUp): Promise<string> {
  const { pod, container, runtimeHandler, timeoutMs, signal } = input;
  const podId = await runPodTidily(runtime, { config: pod, runtimeHandler, timeoutMs, signal }, tidy);
  try {
    for (const image of input.images) await input.pull(image);
    const create = { podId, config: container, sandboxConfig: pod, timeoutMs, signal };
    const id = await createContainer(runtime, create);
    await startContainer(runtime, id);
    return id;
  } catch (error) {
    if (tidy.remove && wasInterrupted(error)) await removeMadePod(runtime, podId, tidy);
    else await tidy.note(`pod ${podId} was started and stays; remove it with \`rmp -f ${podId}\``);
    throw error;
  }
}
