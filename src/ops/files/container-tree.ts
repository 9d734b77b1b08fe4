import { execFile } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { Inside } from '../../inside/walk.ts';
import { containerFacts } from '../containers/details.ts';
import { localPid } from '../containers/local-process.ts';

const run = promisify(execFile);

/**
 * Gives `body` a container's files, if they are on this machine: those of a running one by way of its process, those of another by
 * mounting its layers for the while.
 *
 * @returns undefined, and `body` is not called, when they are elsewhere
 */
export async function withContainerTree<T>(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
  body: (tree: Inside) => Promise<T>,
): Promise<{ result: T } | undefined> {
  const { status, details } = await containerFacts(runtime, id);
  if (status.state === 'CONTAINER_RUNNING') {
    const pid = localPid(status.id, details);
    return pid === undefined ? undefined : { result: await inTree(`/proc/${pid}/root`, body) };
  }
  if (containerd === undefined) {
    throw new CrixError('unsupported', `container ${id} is not running, and CRI does not tell where its files are`);
  }
  return { result: await mounted(containerd, status.id, (folder) => inTree(folder, body)) };
}

async function inTree<T>(folder: string, body: (tree: Inside) => Promise<T>): Promise<T> {
  const tree = new Inside(folder);
  try {
    return await body(tree);
  } finally {
    tree.close();
  }
}

async function mounted<T>(containerd: Containerd, id: string, body: (folder: string) => Promise<T>): Promise<T> {
  const { container } = await containerd.containers.get({ id });
  const { snapshotter = '', snapshotKey: key = '' } = container ?? {};
  const [mount] = (await containerd.snapshots.mounts({ snapshotter, key })).mounts;
  if (mount === undefined) throw new CrixError('failure', `containerd has no files of container ${id}`);
  const folder = mkdtempSync('/run/crix-files-');
  try {
    const options = mount.options.length === 0 ? [] : ['-o', mount.options.join(',')];
    await run('mount', ['-t', mount.type, ...options, mount.source, folder]);
    try {
      return await body(folder);
    } finally {
      await run('umount', [folder]);
    }
  } catch (error) {
    if (error instanceof CrixError) throw error;
    throw new CrixError(
      'failure',
      `the files of container ${id} cannot be mounted: ${messageOf(error).split('\n')[0]}`,
    );
  } finally {
    rmdirSync(folder);
  }
}
