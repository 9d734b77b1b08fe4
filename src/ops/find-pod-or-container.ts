import type { RuntimeService } from '../cri/api.ts';
import type { Container, PodSandboxStatus } from '../cri/gen/types.ts';
import { CrixError } from '../errors.ts';
import { type Inspection, inspectContainer } from './containers/inspect.ts';
import { inspectPod } from './pods/inspect.ts';
import { withContainer, withPod } from './resolve.ts';

/** A pod with the containers that were meant: all of the pod, or the one that was named with its earlier attempts. */
export interface Found {
  pod: Inspection<PodSandboxStatus>;
  containers: readonly Container[];
}

/** What a word means: a pod, or else a container. @throws CrixError of kind not-found or ambiguous */
export async function findPodOrContainer(runtime: RuntimeService, word: string): Promise<Found> {
  const pod = await orUndefined(withPod(runtime, word, { names: true }, (id) => inspectPod(runtime, id, true)));
  if (pod !== undefined) return { pod, containers: await containersIn(runtime, pod.status.id) };
  const rules = { names: true, preferRunning: true, newestAttempt: true };
  const status = await orUndefined(
    withContainer(runtime, word, rules, async (id) => (await inspectContainer(runtime, id, false)).status),
  );
  if (status === undefined) {
    throw new CrixError('not-found', `there is no pod or container ${JSON.stringify(word)}`, {
      hint: '`crix pods` and `crix ps -a` list what there is',
    });
  }
  const { containers } = await runtime.listContainers({ filter: { id: status.id } });
  const { podSandboxId = '' } = containers.find(({ id }) => id === status.id) ?? {};
  const [whole, all] = await Promise.all([
    inspectPod(runtime, podSandboxId, true),
    containersIn(runtime, podSandboxId),
  ]);
  return { pod: whole, containers: all.filter(({ metadata }) => metadata?.name === status.metadata?.name) };
}

async function containersIn(runtime: RuntimeService, podSandboxId: string): Promise<readonly Container[]> {
  return (await runtime.listContainers({ filter: { podSandboxId } })).containers;
}

async function orUndefined<T>(finding: Promise<T>): Promise<T | undefined> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
