import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import type { Report } from '../each-target.ts';
import { failedTo } from '../failures.ts';
import { stopPod } from './stop.ts';

export interface RemovePodStep {
  id: string;
  step: 'stopped' | 'removed';
}

/** Removes a pod with all its containers; a pod that is ready is stopped first, if `force` says so. @throws CrixError naming the pod */
export async function removePod(
  runtime: RuntimeService,
  id: string,
  { force }: { force: boolean },
  report: Pick<Report<RemovePodStep>, 'done'>,
): Promise<void> {
  if (await isReady(runtime, id)) {
    if (!force) {
      throw new CrixError('failure', `pod ${id} is still running`, {
        hint: 'stop it first, or remove it with --force',
      });
    }
    await stopPod(runtime, id, { mustExist: false });
    await report.done({ id, step: 'stopped' });
  }
  try {
    await runtime.removePodSandbox({ podSandboxId: id });
  } catch (error) {
    throw failedTo(`remove pod ${id}`, error);
  }
  await report.done({ id, step: 'removed' });
}

async function isReady(runtime: RuntimeService, id: string): Promise<boolean> {
  try {
    const { status } = await runtime.podSandboxStatus({ podSandboxId: id }, { mask: { status: { state: true } } });
    return status?.state === 'SANDBOX_READY';
  } catch (error) {
    throw failedTo(`remove pod ${id}`, error);
  }
}

export async function listPodIds(runtime: RuntimeService): Promise<string[]> {
  const { items } = await runtime.listPodSandbox({}, { mask: { items: { id: true } } });
  return items.map(({ id }) => id);
}
