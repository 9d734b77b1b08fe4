import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { failedTo } from '../failures.ts';
import { detailsOf } from './details.ts';

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
    if (status?.state !== 'CONTAINER_RUNNING') throw new CrixError('failure', `Container ${id} is not running`);
    if (containerd !== undefined) await containerd.tasks.kill({ containerId: status.id, signal });
    else await signalFromOutside(runtime, status.id, detailsOf(info).pid, signal);
  } catch (error) {
    throw failedTo(`kill container ${id}`, error);
  }
}

async function signalFromOutside(
  runtime: RuntimeService,
  id: string,
  pid: number | undefined,
  signal: number,
): Promise<void> {
  if (pid !== undefined && isProcessOf(pid, id)) {
    await promisify(execFile)('kill', [`-${signal}`, String(pid)]);
    return;
  }
  const { exitCode, stderr } = await runtime.execSync({ containerId: id, cmd: ['kill', `-${signal}`, '1'] });
  if (exitCode !== 0) throw new CrixError('failure', `kill in the container failed: ${Buffer.from(stderr).toString()}`);
}

/** The number may be that of another node's process, or of another process since. */
function isProcessOf(pid: number, id: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id);
  } catch {
    return false;
  }
}
