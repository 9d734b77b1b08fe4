import type { RuntimeService } from '../../cri/api.ts';
import { failedTo } from '../failures.ts';

/** @throws CrixError naming the container */
export async function startContainer(runtime: RuntimeService, id: string): Promise<void> {
  try {
    await runtime.startContainer({ containerId: id });
  } catch (error) {
    throw failedTo(`start container ${id}`, error);
  }
}
