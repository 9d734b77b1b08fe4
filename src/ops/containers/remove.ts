import type { RuntimeService } from '../../cri/api.ts';
import type { ContainerState } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import type { Report } from '../each-target.ts';
import { failedTo } from '../failures.ts';
import { deleteLogs } from './delete-logs.ts';
import { stopContainer } from './stop.ts';

export interface RemoveInput {
  /** Stop it first if it runs. */
  force: boolean;
  keepLogs: boolean;
  timeoutMs: number;
}

export interface RemoveStep {
  id: string;
  step: 'stopped' | 'removed';
}

/** Removes a container and its log files. @throws CrixError naming the container */
export async function removeContainer(
  runtime: RuntimeService,
  id: string,
  input: RemoveInput,
  report: Pick<Report<RemoveStep>, 'done' | 'note'>,
): Promise<void> {
  const { state, logPath } = await examine(runtime, id);
  if (state === 'CONTAINER_RUNNING') {
    if (!input.force) {
      throw new CrixError('failure', `container ${id} is running`, {
        hint: 'stop it first, or remove it with --force',
      });
    }
    await stopContainer(runtime, id, { graceSeconds: 0n, timeoutMs: input.timeoutMs });
    await report.done({ id, step: 'stopped' });
  }
  try {
    await runtime.removeContainer({ containerId: id });
  } catch (error) {
    throw failedTo(`remove container ${id}`, error);
  }
  if (!input.keepLogs && logPath !== '') {
    const problems = await deleteLogs(logPath);
    // What never ran has no log.
    for (const problem of state === 'CONTAINER_CREATED' ? [] : problems)
      await report.note(`container ${id}: ${problem}`);
  }
  await report.done({ id, step: 'removed' });
}

async function examine(
  runtime: RuntimeService,
  id: string,
): Promise<{ state: ContainerState | undefined; logPath: string }> {
  try {
    const mask = { status: { state: true, logPath: true } } as const;
    const { status } = await runtime.containerStatus({ containerId: id }, { mask });
    return { state: status?.state, logPath: status?.logPath ?? '' };
  } catch (error) {
    throw failedTo(`remove container ${id}`, error);
  }
}

export async function listContainerIds(runtime: RuntimeService): Promise<string[]> {
  const { containers } = await runtime.listContainers({}, { mask: { containers: { id: true } } });
  return containers.map(({ id }) => id);
}
