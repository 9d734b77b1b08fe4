import type { Init, RuntimeService } from '../../cri/api.ts';
import type { LinuxContainerResources, WindowsContainerResources } from '../../cri/gen/types.ts';
import { failedTo } from '../failures.ts';

export interface UpdateInput {
  /** Fields that are left out, or zero, stay as they are: CRI cannot tell the two apart. */
  linux?: Init<LinuxContainerResources>;
  windows?: Init<WindowsContainerResources>;
}

/** @throws CrixError naming the container */
export async function updateContainer(runtime: RuntimeService, id: string, input: UpdateInput): Promise<void> {
  try {
    await runtime.updateContainerResources({ containerId: id, ...input });
  } catch (error) {
    throw failedTo(`update container ${id}`, error);
  }
}
