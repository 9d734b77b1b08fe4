import { rmSync } from 'node:fs';
import type { RuntimeService } from '../../cri/api.ts';
import { isManaged, memoryAnnotation } from '../../model/managed.ts';
import type { Report } from '../each-target.ts';
import { removePod } from '../pods/remove.ts';
import type { AloneMemory } from './alone.ts';
import { type RemoveInput, removeContainer } from './remove.ts';

/** Removes a container, and with one that `docker run` made its pod and folders. @throws CrixError naming the container */
export async function removeManaged(
  runtime: RuntimeService,
  id: string,
  input: RemoveInput,
  report: Pick<Report<never>, 'note'>,
): Promise<void> {
  const podId = await managedPodOf(runtime, id);
  const quiet = { done: async () => undefined, note: report.note };
  await removeContainer(runtime, id, input, quiet);
  if (podId === undefined) return;
  const { status } = await runtime.podSandboxStatus({ podSandboxId: podId });
  await removePod(runtime, podId, { force: true }, quiet);
  const memory = JSON.parse(status?.annotations[memoryAnnotation] ?? '{}') as Partial<AloneMemory>;
  for (const folder of memory.folders ?? []) rmSync(folder, { recursive: true, force: true });
}

async function managedPodOf(runtime: RuntimeService, id: string): Promise<string | undefined> {
  const mask = { containers: { id: true, podSandboxId: true, labels: true } } as const;
  const { containers } = await runtime.listContainers({ filter: { id } }, { mask });
  const [container] = containers;
  return container !== undefined && containers.length === 1 && isManaged(container.labels)
    ? container.podSandboxId
    : undefined;
}
