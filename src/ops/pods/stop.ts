import type { RuntimeService } from '../../cri/api.ts';
import { failedTo } from '../failures.ts';

export interface StopPodInput {
  /** Ask first: from 1.7 on containerd has no objection to stopping what is not there. */
  mustExist: boolean;
}

/** @throws CrixError naming the pod */
export async function stopPod(runtime: RuntimeService, id: string, { mustExist }: StopPodInput): Promise<void> {
  try {
    if (mustExist) await runtime.podSandboxStatus({ podSandboxId: id }, { mask: { status: { state: true } } });
    await runtime.stopPodSandbox({ podSandboxId: id });
  } catch (error) {
    throw failedTo(`stop pod ${id}`, error);
  }
}
