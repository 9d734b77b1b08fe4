import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import type { Container } from '../../cri/gen/types.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { isManaged, withoutMark } from '../../model/managed.ts';
import { removeManaged } from '../containers/remove-managed.ts';
import { eachTarget, manyAtOnce } from '../each-target.ts';
import { fits, type PruneFilter } from './filter.ts';

export interface Pruned {
  /** IDs or names, as they were removed. */
  removed: string[];
  bytes: bigint;
}

export interface PruneDeps {
  timeoutMs: number;
  signal: AbortSignal;
  note(line: string): Promise<void>;
}

/**
 * Removes the containers that `docker run` made and that do not run. Those of the kubelet are its own affair: it learns from them
 * what has already been done, and would run an init container again whose trace is gone.
 */
export async function pruneContainers(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  filter: PruneFilter,
  deps: PruneDeps,
): Promise<Pruned> {
  const { containers } = await runtime.listContainers({});
  const targets = containers.filter((container) => isPrunable(container, filter));
  const pruned: Pruned = { removed: [], bytes: 0n };
  const { timeoutMs, signal, note } = deps;
  const failed = (error: unknown): Promise<void> => note(messageOf(error));
  await eachTarget({ targets, atOnce: manyAtOnce, signal }, { failed }, async ({ id }) => {
    const bytes = await writtenBytes(containerd, id);
    // Not by force: one that was started meanwhile stays.
    await removeManaged(runtime, id, { force: false, keepLogs: false, timeoutMs }, { note });
    pruned.removed.push(id);
    pruned.bytes += bytes;
  });
  return pruned;
}

function isPrunable({ state, labels, createdAt }: Container, filter: PruneFilter): boolean {
  const isOver = state === 'CONTAINER_EXITED' || state === 'CONTAINER_CREATED';
  return isOver && isManaged(labels) && fits(filter, { labels: withoutMark(labels), createdAt });
}

/** What the container itself has written, where the runtime can tell. */
async function writtenBytes(containerd: Containerd | undefined, id: string): Promise<bigint> {
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
