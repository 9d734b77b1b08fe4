import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';
import type { Container } from '../../cri/gen/types.ts';
import { messageOf } from '../../errors.ts';
import { isManaged, withoutMark } from '../../model/managed.ts';
import { removeManaged } from '../containers/remove-managed.ts';
import { writtenBytes } from '../containers/written-bytes.ts';
import { eachTarget, manyAtOnce } from '../each-target.ts';
import { fits, type PruneFilter } from './filter.ts';

export interface Pruned {
  removed: { id: string; name: string }[];
  bytes: bigint;
}

export interface PruneDeps {
  timeoutMs: number;
  signal: AbortSignal;
  note(line: string): Promise<void>;
  /** Only find out what would go. */
  isDryRun?: boolean;
  /** IDs that were agreed to: nothing else goes, even if it fits by now. */
  only?: ReadonlySet<string>;
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
  const { timeoutMs, signal, note, isDryRun = false, only } = deps;
  const targets = containers.filter(
    (container) => isPrunable(container, filter) && (only === undefined || only.has(container.id)),
  );
  const pruned: Pruned = { removed: [], bytes: 0n };
  const failed = (error: unknown): Promise<void> => note(messageOf(error));
  await eachTarget({ targets, atOnce: manyAtOnce, signal }, { failed }, async ({ id, metadata }) => {
    const bytes = await writtenBytes(containerd, id);
    // Not by force: one that was started meanwhile stays.
    if (!isDryRun) await removeManaged(runtime, id, { force: false, keepLogs: false, timeoutMs }, { note });
    pruned.removed.push({ id, name: metadata?.name ?? '' });
    pruned.bytes += bytes;
  });
  return pruned;
}

function isPrunable({ state, labels, createdAt }: Container, filter: PruneFilter): boolean {
  const isOver = state === 'CONTAINER_EXITED' || state === 'CONTAINER_CREATED';
  return isOver && isManaged(labels) && fits(filter, { labels: withoutMark(labels), createdAt });
}
