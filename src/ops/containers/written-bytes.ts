import type { Containerd } from '../../containerd/api.ts';
import { CrixError } from '../../errors.ts';

/** What the container itself has written, where the runtime can tell. */
export async function writtenBytes(containerd: Containerd | undefined, id: string): Promise<bigint> {
  if (containerd === undefined) return 0n;
  try {
    const { container } = await containerd.containers.get({ id });
    const { snapshotter = '', snapshotKey = '' } = container ?? {};
    return (await containerd.snapshots.usage({ snapshotter, key: snapshotKey })).size;
  } catch (error) {
    if (error instanceof CrixError && error.kind !== 'cancelled') return 0n;
    throw error;
  }
}
