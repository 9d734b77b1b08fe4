import type { RuntimeService } from '../../cri/api.ts';
import type { PodSandboxStatus } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import type { Inspection } from '../containers/inspect.ts';
import { failedTo } from '../failures.ts';

/** @throws CrixError naming the pod */
export async function inspectPod(
  runtime: RuntimeService,
  id: string,
  verbose: boolean,
): Promise<Inspection<PodSandboxStatus>> {
  try {
    const { status, info } = await runtime.podSandboxStatus({ podSandboxId: id, verbose });
    if (status === undefined) throw new CrixError('runtime', 'the runtime sent no status for it');
    return { status, info };
  } catch (error) {
    throw failedTo(`inspect pod ${id}`, error);
  }
}
