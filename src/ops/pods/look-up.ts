import type { RuntimeService } from '../../cri/api.ts';
import { failedTo } from '../failures.ts';
import { withPod } from '../resolve.ts';

/** The pod that an ID, its beginning or a name means. @throws CrixError when there is none */
export async function lookUpPod(runtime: RuntimeService, word: string): Promise<{ id: string; uid: string }> {
  return withPod(runtime, word, { names: true }, async (id) => {
    try {
      const mask = { status: { id: true, metadata: true } } as const;
      const { status } = await runtime.podSandboxStatus({ podSandboxId: id }, { mask });
      return { id: status?.id ?? id, uid: status?.metadata?.uid ?? '' };
    } catch (error) {
      throw failedTo(`look up pod ${id}`, error);
    }
  });
}
