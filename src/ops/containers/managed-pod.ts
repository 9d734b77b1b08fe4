import { rmSync } from 'node:fs';
import type { RuntimeService } from '../../cri/api.ts';
import type { PodSandboxStatus } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { isManaged, managedNamespace } from '../../model/managed.ts';
import { type AloneMemory, defaultPlaces, foldersOf } from './alone.ts';
import { memoryOf } from './memory.ts';

/** The pod that `docker run` made for a container. */
export interface ManagedPod {
  id: string;
  status: PodSandboxStatus;
  memory: Partial<AloneMemory>;
}

/** Undefined when the container was made by somebody else. @throws CrixError of kind not-found when there is no such container */
export async function managedPodOf(runtime: RuntimeService, containerId: string): Promise<ManagedPod | undefined> {
  const mask = { containers: { id: true, podSandboxId: true, labels: true } } as const;
  const { containers } = await runtime.listContainers({ filter: { id: containerId } }, { mask });
  const [container] = containers;
  if (container === undefined) throw new CrixError('not-found', `no such container: ${containerId}`);
  if (containers.length > 1 || !isManaged(container.labels)) return undefined;
  const { status } = await runtime.podSandboxStatus({ podSandboxId: container.podSandboxId });
  // Labels anyone may give; a pod of the kubelet that carries ours is still the kubelet's.
  if (status?.metadata?.namespace !== managedNamespace || !isManaged(status.labels)) return undefined;
  return { id: status.id, status, memory: memoryOf(status) };
}

/** Removes what lay on the host for the pod's container. Paths are made from what cannot lead elsewhere. */
export function removeFolders({ status: { metadata } }: ManagedPod): void {
  const { name = '', uid = '' } = metadata ?? {};
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uid) || !/^[a-zA-Z0-9][\w.-]+$/.test(name)) return;
  for (const folder of Object.values(foldersOf({ name, uid }, defaultPlaces))) {
    rmSync(folder, { recursive: true, force: true });
  }
}
