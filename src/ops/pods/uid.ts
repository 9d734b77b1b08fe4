import type { Init, RuntimeService } from '../../cri/api.ts';
import type { PodSandboxConfig } from '../../cri/gen/types.ts';
import { failedTo } from '../failures.ts';

/** The configuration with the uid of the pod that runs: runtimes make names of it, and guard them against being used twice. */
export async function withUidOf(
  runtime: RuntimeService,
  podId: string,
  config: Init<PodSandboxConfig>,
): Promise<Init<PodSandboxConfig>> {
  try {
    const mask = { status: { metadata: true } } as const;
    const { status } = await runtime.podSandboxStatus({ podSandboxId: podId }, { mask });
    return { ...config, metadata: { ...config.metadata, uid: status?.metadata?.uid } };
  } catch (error) {
    throw failedTo(`look up pod ${podId}`, error);
  }
}
