import type { RuntimeService } from '../../cri/api.ts';
import { failedTo } from '../failures.ts';

/** @throws CrixError naming the pod */
export async function stopPod(runtime: RuntimeService, id: string): Promise<void> {
  try {
    await runtime.stopPodSandbox({ podSandboxId: id });
  } catch (error) {
    throw failedTo(`stop pod ${id}`, error);
  }
}
