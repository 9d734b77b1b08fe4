import type { Init, RuntimeService } from '../../cri/api.ts';
import type { ContainerConfig, ContainerStatus } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { failedTo } from '../failures.ts';
import { toldConfig } from '../spec.ts';
import { unhurried } from '../unhurried.ts';
import { createContainer } from './create.ts';
import { type ContainerFacts, containerFacts } from './details.ts';
import { type ManagedPod, managedPodOf } from './managed-pod.ts';

export interface StartAgainInput {
  timeoutMs: number;
  signal: AbortSignal;
  /** Told that the container is another one now. */
  note(line: string): Promise<void>;
}

/**
 * A container that can be started: the one that was named if it has not run yet, else one made anew from the same configuration in
 * the same pod, in its place, as CRI starts a container only once. Undefined when it runs already.
 *
 * @throws CrixError where it belongs to somebody else, who starts it again
 */
export async function startable(
  runtime: RuntimeService,
  id: string,
  input: StartAgainInput,
): Promise<string | undefined> {
  const facts = await containerFacts(runtime, id);
  if (facts.status.state === 'CONTAINER_RUNNING') return undefined;
  if (facts.status.state === 'CONTAINER_CREATED') return facts.status.id;
  const pod = await managedPodOf(runtime, facts.status.id);
  if (pod === undefined) {
    throw new CrixError('unsupported', `container ${id} has ended, and CRI starts a container only once`, {
      hint: 'the kubelet starts its containers again by itself; others are made anew with `crix create`',
    });
  }
  try {
    return await makeAnew(runtime, facts, pod, input);
  } catch (error) {
    throw failedTo(`start container ${id} again`, error);
  }
}

async function makeAnew(
  runtime: RuntimeService,
  { status, details }: ContainerFacts,
  pod: ManagedPod,
  { timeoutMs, signal, note }: StartAgainInput,
): Promise<string> {
  if (details.config === undefined) {
    throw new CrixError('unsupported', 'the runtime does not tell what it was made from');
  }
  const config = withAttempt(toldConfig('ContainerConfig', details.config), status);
  const podId = await readyPod(runtime, pod, { timeoutMs, signal });
  const { config: podConfig } = await podFacts(runtime, podId);
  const create = { podId, config, sandboxConfig: podConfig, timeoutMs, signal };
  const newId = await createContainer(runtime, create);
  // The log stays: the new container goes on writing to it, as docker's would.
  await unhurried(runtime).removeContainer({ containerId: status.id });
  if (podId !== pod.id) await unhurried(runtime).removePodSandbox({ podSandboxId: pod.id });
  await note(
    `${status.metadata?.name ?? status.id} was made anew from its image, with what was changed in it lost: CRI starts a container only once; its ID is now ${newId}`,
  );
  return newId;
}

/** Limits that were changed since it was made stay as they are. */
function withAttempt(config: Init<ContainerConfig>, { metadata, resources }: ContainerStatus): Init<ContainerConfig> {
  const linux = resources?.linux === undefined ? config.linux : { ...config.linux, resources: resources.linux };
  return {
    ...config,
    metadata: { name: metadata?.name ?? '', attempt: (metadata?.attempt ?? 0) + 1 },
    ...(linux === undefined ? {} : { linux }),
  };
}

/** After a restart of the node the pod is over as well, and is made anew. */
async function readyPod(
  runtime: RuntimeService,
  pod: ManagedPod,
  { timeoutMs, signal }: Pick<StartAgainInput, 'timeoutMs' | 'signal'>,
): Promise<string> {
  if (pod.status.state === 'SANDBOX_READY') return pod.id;
  const { config, runtimeHandler } = await podFacts(runtime, pod.id);
  const metadata = { ...config.metadata, attempt: (pod.status.metadata?.attempt ?? 0) + 1 };
  const request = { config: { ...config, metadata }, runtimeHandler };
  return (await runtime.runPodSandbox(request, { timeoutMs: timeoutMs * 2, signal })).podSandboxId;
}

async function podFacts(runtime: RuntimeService, podSandboxId: string) {
  const { status, info } = await runtime.podSandboxStatus({ podSandboxId, verbose: true });
  const { config } = JSON.parse(info['info'] ?? '{}') as { config?: unknown };
  if (config === undefined) throw new CrixError('unsupported', 'the runtime does not tell what its pod was made from');
  return { config: toldConfig('PodSandboxConfig', config), runtimeHandler: status?.runtimeHandler ?? '' };
}
