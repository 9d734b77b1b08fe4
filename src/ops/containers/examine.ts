import type { Cri } from '../../cri/api.ts';
import type { ContainerStatus, PodSandboxStatus } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import type { Port } from '../../model/ports.ts';
import { getImageDetails, type ImageDetails } from '../images/config.ts';
import { type PodDetails, podDetailsOf } from '../pods/details.ts';
import { inspectPod } from '../pods/inspect.ts';
import { type ContainerDetails, containerFacts } from './details.ts';
import { memoryOf } from './memory.ts';
import { podPortsOf, portsOf } from './ports.ts';
import { type ContainerSize, containerSizes } from './sizes.ts';

/** Everything that can be known of one container. */
export interface Examined {
  readonly status: ContainerStatus;
  readonly details: ContainerDetails;
  readonly pod: PodSandboxStatus | undefined;
  readonly podDetails: PodDetails;
  readonly ports: readonly Port[];
  readonly image: ImageDetails | undefined;
  readonly size: ContainerSize | undefined;
}

/** A container with its pod and its image. @throws CrixError naming the container */
export async function examineContainer(cri: Cri, id: string, { sizes }: { sizes: boolean }): Promise<Examined> {
  const { status, details } = await containerFacts(cri.runtime, id);
  const [pod, image, size] = await Promise.all([
    podOf(cri, status.id, details),
    getImageDetails(cri.images, status.imageRef || (status.image?.image ?? '')),
    sizes ? containerSizes(cri, [status]) : undefined,
  ]);
  return {
    status,
    details,
    pod: pod?.status,
    podDetails: podDetailsOf(pod?.info ?? {}),
    ports: portsOf(status, memoryOf(pod?.status), podPortsOf(pod?.info ?? {})),
    image,
    size: size?.get(status.id),
  };
}

/** Undefined when it is gone, or being removed at this moment. */
async function podOf({ runtime }: Cri, id: string, { sandboxID }: ContainerDetails) {
  try {
    return await inspectPod(runtime, sandboxID ?? (await listedPodOf(runtime, id)), true);
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

async function listedPodOf(runtime: Cri['runtime'], id: string): Promise<string> {
  const mask = { containers: { id: true, podSandboxId: true } } as const;
  const { containers } = await runtime.listContainers({ filter: { id } }, { mask });
  return containers[0]?.podSandboxId ?? '';
}
