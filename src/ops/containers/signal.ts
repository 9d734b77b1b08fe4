import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { failedTo } from '../failures.ts';
import { detailsOf } from './details.ts';
import { localPid } from './local-process.ts';

/**
 * Sends a signal to a running container's main process. CRI has no call for it: containerd's own does it; elsewhere the process is
 * signalled on this node if it is here, else by a `kill` of the container itself.
 *
 * @throws CrixError of kind failure when it does not run
 */
export async function signalContainer(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
  signal: number,
): Promise<void> {
  try {
    const { status, info } = await runtime.containerStatus({ containerId: id, verbose: containerd === undefined });
    if (status?.state !== 'CONTAINER_RUNNING') throw notRunning(id);
    if (containerd !== undefined) await containerd.tasks.kill({ containerId: status.id, signal });
    else await signalFromOutside(runtime, status.id, localPid(status.id, detailsOf(info)), signal);
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'failure') throw error;
    throw failedTo(`kill container ${id}`, error);
  }
}

async function signalFromOutside(
  runtime: RuntimeService,
  id: string,
  pid: number | undefined,
  signal: number,
): Promise<void> {
  if (pid !== undefined) {
    await promisify(execFile)('kill', [`-${signal}`, String(pid)]);
    return;
  }
  const { exitCode, stderr } = await runtime.execSync({ containerId: id, cmd: ['kill', `-${signal}`, '1'] });
  if (exitCode !== 0) throw new CrixError('failure', `kill in the container failed: ${Buffer.from(stderr).toString()}`);
}

export function notRunning(id: string): CrixError {
  return new CrixError('failure', `Container ${id} is not running`);
}
