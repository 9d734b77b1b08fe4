import type { RuntimeService } from '../../cri/api.ts';
import type { Container, PodSandbox, PodSandboxStatus } from '../../cri/gen/types.ts';
import { type FetchDeps, fetchEach } from '../fetch-each.ts';

/** What a list of pods does not tell. `status` takes a call for each pod. */
export type PodNeed = 'status' | 'containers';

/** A pod and what was asked for; undefined: not asked for, or gone. */
export interface ListedPod {
  pod: PodSandbox;
  status: PodSandboxStatus | undefined;
  containers: readonly Container[] | undefined;
}

export async function listedPods(
  runtime: RuntimeService,
  pods: readonly PodSandbox[],
  needs: ReadonlySet<PodNeed>,
  deps: FetchDeps,
): Promise<ListedPod[]> {
  const { signal } = deps;
  const [statuses, containers] = await Promise.all([
    fetchEach(
      needs.has('status') ? pods.map(({ id }) => id) : [],
      async (podSandboxId) => (await runtime.podSandboxStatus({ podSandboxId }, { signal })).status,
      deps,
    ),
    needs.has('containers') ? containersByPod(runtime, signal) : undefined,
  ]);
  return pods.map((pod) => ({
    pod,
    status: statuses.get(pod.id),
    containers: containers === undefined ? undefined : (containers.get(pod.id) ?? []),
  }));
}

async function containersByPod(runtime: RuntimeService, signal: AbortSignal): Promise<Map<string, Container[]>> {
  const mask = {
    containers: { id: true, podSandboxId: true, state: true, metadata: true, annotations: true },
  } as const;
  const { containers } = await runtime.listContainers({}, { mask, signal });
  const byPod = new Map<string, Container[]>();
  for (const container of containers) {
    const known = byPod.get(container.podSandboxId);
    if (known === undefined) byPod.set(container.podSandboxId, [container]);
    else known.push(container);
  }
  return byPod;
}
