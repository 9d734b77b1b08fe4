import type { RuntimeService } from '../../cri/api.ts';
import type { Report } from '../each-target.ts';
import { removePod } from '../pods/remove.ts';
import { managedPodOf, removeFolders } from './managed-pod.ts';
import { type RemoveInput, type RemoveStep, removeContainer } from './remove.ts';

/** Removes a container, and with one that `docker run` made its pod and folders. @throws CrixError naming the container */
export async function removeManaged(
  runtime: RuntimeService,
  id: string,
  input: RemoveInput,
  report: Pick<Report<never>, 'note'> & Partial<Pick<Report<RemoveStep>, 'done'>>,
): Promise<void> {
  const pod = await managedPodOf(runtime, id);
  const done = async (): Promise<void> => undefined;
  await removeContainer(runtime, id, input, { done, ...report });
  if (pod === undefined) return;
  await removePod(runtime, pod.id, { force: true }, { done });
  if (!input.keepLogs) removeFolders(pod);
}
