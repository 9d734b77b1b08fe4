import type { RuntimeService } from '../../cri/api.ts';
import type { ContainerStatus } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { podNameOf, podNamespaceOf } from '../../model/kubernetes.ts';

/** Where one container's log lies. */
export interface ContainerLog {
  /** Empty when the log was found on disk. */
  id: string;
  container: string;
  pod: string;
  namespace: string;
  path: string;
  /** False once nothing more will be written. */
  isLive: boolean;
}

/** Asks the runtime for a container's log. @throws CrixError when there is none */
export async function findLog(runtime: RuntimeService, id: string, previous: boolean): Promise<ContainerLog> {
  const { status } = await runtime.containerStatus({ containerId: id });
  if (status === undefined) throw new CrixError('runtime', `the runtime sent no status for container ${id}`);
  if (status.logPath === '') {
    throw new CrixError('failure', `no log path is set for container ${id}`, {
      hint: 'its pod was made without a log_directory, or it without a log_path: the runtime keeps no log of it',
    });
  }
  return {
    id: status.id,
    container: status.labels['io.kubernetes.container.name'] ?? status.metadata?.name ?? '',
    pod: podNameOf(status.labels) ?? '',
    namespace: podNamespaceOf(status.labels) ?? '',
    path: previous ? previousPath(status) : status.logPath,
    isLive: !previous && isLive(status),
  };
}

function isLive({ state }: ContainerStatus): boolean {
  return state === 'CONTAINER_RUNNING' || state === 'CONTAINER_CREATED';
}

/** The log of the attempt before: its number is the file's name, as in `/var/log/pods/…/2.log`. */
function previousPath({ id, metadata, logPath }: ContainerStatus): string {
  const attempt = metadata?.attempt ?? 0;
  if (attempt === 0) throw new CrixError('not-found', `container ${id} has no previous one: this is its first attempt`);
  const slash = logPath.lastIndexOf('/');
  const dot = logPath.lastIndexOf('.');
  if (dot <= slash) throw new CrixError('failure', `no previous log can be derived from the log path ${logPath}`);
  return `${logPath.slice(0, slash + 1)}${attempt - 1}${logPath.slice(dot)}`;
}

/** True once the container will write no more. A runtime that does not answer says nothing about its containers. */
export async function isOver(runtime: RuntimeService, log: ContainerLog, signal: AbortSignal): Promise<boolean> {
  if (!log.isLive || signal.aborted) return true;
  try {
    const { status } = await runtime.containerStatus({ containerId: log.id }, { signal });
    return status === undefined || !isLive(status);
  } catch (error) {
    return signal.aborted || (error instanceof CrixError && error.kind === 'not-found');
  }
}
