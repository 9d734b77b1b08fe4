import type { Cri, RuntimeService } from '../../cri/api.ts';
import type { PodSandbox } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { madeUpName } from '../../model/made-up-name.ts';
import { isManaged } from '../../model/managed.ts';
import type { ImageDetails } from '../images/config.ts';
import { removeMadePod, type TidyUp } from '../interrupted.ts';
import { podCgroupParent } from '../node/cgroup-parent.ts';
import { type AloneInput, type AlonePlaces, type Configs, configsOf, wantedPorts } from './alone.ts';
import { prepareMounts } from './host-mounts.ts';
import { settleHostPorts } from './host-ports.ts';
import { memoryOf } from './memory.ts';
import { createContainerTidily, runPodTidily } from './run.ts';

export interface AloneDeps {
  timeoutMs: number;
  signal: AbortSignal;
  places: AlonePlaces;
  /** The image, pulled first where the input says so. @throws CrixError */
  image(input: AloneInput): Promise<ImageDetails>;
  /** Takes the network out of a pod. @throws CrixError where that cannot be done */
  isolate(podId: string): Promise<void>;
  tidy: TidyUp;
}

export interface Alone {
  id: string;
  podId: string;
  name: string;
}

/** Makes the pod and the container, not started. A failure half way removes what it made. @throws CrixError */
export async function createAlone(
  { runtime }: Pick<Cri, 'runtime'>,
  input: AloneInput,
  deps: AloneDeps,
): Promise<Alone> {
  const image = await deps.image(input);
  const [{ items }, cgroupParent] = await Promise.all([runtime.listPodSandbox({}, { mask }), podCgroupParent(runtime)]);
  const name = await nameFor(runtime, input.name, items, deps);
  const ported = await withHostPorts(input, image, items);
  const configs = configsOf(ported, { name, image, places: deps.places, cgroupParent });
  const undo = await prepareMounts(input.binds, input.tmpfs, configs.container.mounts ?? []);
  try {
    return { ...(await createBoth(runtime, input, configs, deps)), name };
  } catch (error) {
    await undo();
    throw error;
  }
}

async function createBoth(
  runtime: RuntimeService,
  input: Pick<AloneInput, 'isolated' | 'runtimeHandler'>,
  { pod, container }: Configs,
  deps: AloneDeps,
): Promise<{ id: string; podId: string }> {
  const { timeoutMs, signal, tidy } = deps;
  const { runtimeHandler, isolated } = input;
  const podId = await runPodTidily(runtime, { config: pod, runtimeHandler, timeoutMs, signal }, tidy);
  try {
    if (isolated) await deps.isolate(podId);
    const create = { podId, config: container, sandboxConfig: pod, timeoutMs, signal };
    return { id: await createContainerTidily(runtime, create, tidy), podId };
  } catch (error) {
    await removeMadePod(runtime, podId, { ...tidy, isSilent: true });
    throw namingUser(error, container.linux?.securityContext?.runAsUsername ?? '');
  }
}

/** containerd does not say which user it did not find. */
function namingUser(error: unknown, user: string): unknown {
  if (user === '' || !(error instanceof CrixError) || !/no users? found|no groups? found/.test(error.message))
    return error;
  return new CrixError('failure', `unable to find user ${user}: no matching entries in passwd file`, { cause: error });
}

async function withHostPorts(input: AloneInput, image: ImageDetails, pods: readonly PodSandbox[]): Promise<AloneInput> {
  // On the host's own network there is nothing to map.
  const wanted = input.memory.networkMode === 'host' ? [] : wantedPorts(input, image);
  const others = pods
    .filter(({ state, labels }) => state === 'SANDBOX_READY' && isManaged(labels))
    .flatMap((pod) => memoryOf(pod).published ?? []);
  return { ...input, memory: { ...input.memory, published: await settleHostPorts(wanted, others) } };
}

const mask = { items: { id: true, metadata: true, labels: true, annotations: true, state: true } } as const;

/** The wished name, if nothing has it, or one that nothing has. @throws CrixError of kind failure naming who has it */
async function nameFor(
  runtime: RuntimeService,
  wished: string | undefined,
  items: readonly PodSandbox[],
  { tidy }: AloneDeps,
): Promise<string> {
  if (items.some(({ annotations, state }) => state === 'SANDBOX_READY' && kubeletsMark in annotations)) {
    await tidy.note(
      'a kubelet runs pods on this node, and removes those that it did not make, this one too: see crix alias run',
    );
  }
  const owners = new Map(
    items.filter(({ labels }) => isManaged(labels)).map((pod) => [pod.metadata?.name ?? '', pod.id]),
  );
  if (wished === undefined) return madeUpName((name) => !owners.has(name));
  const owner = owners.get(wished);
  if (owner === undefined) return wished;
  const { containers } = await runtime.listContainers(
    { filter: { podSandboxId: owner } },
    { mask: { containers: { id: true } } },
  );
  throw new CrixError(
    'failure',
    `Conflict. The container name "/${wished}" is already in use by container "${containers[0]?.id ?? owner}"`,
    { hint: 'remove that container, or choose another name' },
  );
}

/** The kubelet says where it has a pod from. */
const kubeletsMark = 'kubernetes.io/config.source';
