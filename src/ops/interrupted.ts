import { setTimeout as pause } from 'node:timers/promises';
import type { Init, RuntimeService } from '../cri/api.ts';
import type { ContainerMetadata, PodSandboxMetadata } from '../cri/gen/types.ts';
import { messageOf } from '../errors.ts';
import { wasInterrupted } from './failures.ts';

/** What becomes of things that a cancelled or timed-out call may have made all the same. */
export interface TidyUp {
  /** Remove them; else they are only named. */
  remove: boolean;
  /** Nanoseconds since 1970, before the call: whatever is older was not made by it. */
  startedAt: bigint;
  note(line: string): Promise<void>;
  /** Milliseconds between two looks: a runtime needs a moment to notice that a call was cancelled. */
  pauseMs: number;
  /** Nothing is said of what was removed. */
  isSilent?: boolean;
}

/** The program's own signal is aborted by now, so clean-up has one of its own. */
const tidyTimeoutMs = 10_000;
const looks = 3;

export async function tidyUpPod(
  runtime: RuntimeService,
  error: unknown,
  metadata: Init<PodSandboxMetadata>,
  tidy: TidyUp,
): Promise<void> {
  if (!wasInterrupted(error)) return;
  const what = `pod ${metadata.name} (namespace ${metadata.namespace})`;
  if (!tidy.remove) return tidy.note(`the runtime may still start ${what}: look for it in the list of pods`);
  await guarded(what, tidy, async (call) => {
    const made = await lookFor(tidy, async () => {
      const { items } = await runtime.listPodSandbox({}, call());
      return items.filter((pod) => isSame(pod.metadata, metadata) && pod.createdAt >= tidy.startedAt);
    });
    for (const { id } of made) await removeMadePod(runtime, id, tidy);
  });
}

/** Stops and removes a pod that an interrupted `run` started. */
export async function removeMadePod(runtime: RuntimeService, id: string, tidy: TidyUp): Promise<void> {
  await guarded(`pod ${id}`, tidy, async (call) => {
    await runtime.stopPodSandbox({ podSandboxId: id }, call());
    await runtime.removePodSandbox({ podSandboxId: id }, call());
    if (tidy.isSilent !== true) await tidy.note(`removed pod ${id}, which was being made`);
  });
}

export async function tidyUpContainer(
  runtime: RuntimeService,
  error: unknown,
  made: { podId: string; metadata: Init<ContainerMetadata> },
  tidy: TidyUp,
): Promise<void> {
  if (!wasInterrupted(error)) return;
  const { podId, metadata } = made;
  const what = `container ${metadata.name} of pod ${podId}`;
  if (!tidy.remove) return tidy.note(`the runtime may still create ${what}: look for it in the list of containers`);
  await guarded(what, tidy, async (call) => {
    const found = await lookFor(tidy, async () => {
      const { containers } = await runtime.listContainers({ filter: { podSandboxId: podId } }, call());
      return containers.filter((one) => isSame(one.metadata, metadata) && one.createdAt >= tidy.startedAt);
    });
    for (const { id } of found) {
      await runtime.removeContainer({ containerId: id }, call());
      await tidy.note(`removed container ${id}, which was being made`);
    }
  });
}

/** Names and attempts are compared; a runtime lets no two things share both. */
function isSame(
  one: { name: string; attempt: number; uid?: string; namespace?: string } | undefined,
  other: {
    name?: string | undefined;
    attempt?: number | undefined;
    uid?: string | undefined;
    namespace?: string | undefined;
  },
): boolean {
  return (
    one?.name === other.name &&
    one?.attempt === (other.attempt ?? 0) &&
    one?.uid === other.uid &&
    one?.namespace === other.namespace
  );
}

async function lookFor<T>({ pauseMs }: TidyUp, look: () => Promise<T[]>): Promise<T[]> {
  for (let left = looks; ; left--) {
    const found = await look();
    if (found.length > 0 || left <= 1) return found;
    await pause(pauseMs);
  }
}

/** A clean-up that fails must not hide why there was one. */
async function guarded(
  what: string,
  tidy: TidyUp,
  body: (call: () => { timeoutMs: number; signal: AbortSignal }) => Promise<void>,
): Promise<void> {
  try {
    await body(() => ({ timeoutMs: tidyTimeoutMs, signal: AbortSignal.timeout(tidyTimeoutMs) }));
  } catch (error) {
    await tidy.note(`${what} may be left behind, it could not be removed: ${messageOf(error)}`);
  }
}
