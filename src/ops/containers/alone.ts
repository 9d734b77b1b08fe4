import { randomUUID } from 'node:crypto';
import type { Cri, Init } from '../../cri/api.ts';
import type { ContainerConfig, Mount, PodSandboxConfig } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { madeUpName } from '../../model/made-up-name.ts';
import { managedBy, managedLabel, managedNamespace, memoryAnnotation } from '../../model/managed.ts';
import type { ImageConfig, ImageDetails } from '../images/config.ts';
import { createContainer } from './create.ts';
import { type BindMount, prepareMounts, type TmpfsMount } from './host-mounts.ts';

/** A container in a pod of its own, as `docker run` makes it. */
export interface AloneInput {
  /** Undefined: a free name is made up. */
  name: string | undefined;
  /** As typed, for messages and for inspect. */
  image: string;
  pull: 'always' | 'missing' | 'never';
  /** Undefined: the image's. Empty: none. */
  entrypoint: readonly string[] | undefined;
  /** Empty: the image's. */
  command: readonly string[];
  /** Without metadata, log folder, labels and mounts: those are filled in. */
  pod: Init<PodSandboxConfig>;
  container: Init<ContainerConfig>;
  /** The pod has no network but its loopback. */
  isolated: boolean;
  binds: readonly BindMount[];
  tmpfs: readonly TmpfsMount[];
  runtimeHandler: string;
  /** What inspect shows and rm needs later; CRI keeps it as an annotation of the pod. */
  memory: AloneMemory;
}

/** Facts that docker remembers of a container and CRI has no field for. JSON, so no bigint. */
export interface AloneMemory {
  autoRemove: boolean;
  image: string;
  binds: readonly string[];
  networkMode: string;
  nanoCpus: string;
  /** As typed: --user and --hostname. */
  user?: string;
  hostname?: string;
  /** How many words of the command line are the entrypoint. */
  entrypointLength?: number;
  published?: readonly PublishedPort[];
  /** Ports that the image or --expose names, such as 80/tcp. */
  exposed?: readonly string[];
  /** Seconds of grace for stop. */
  stopTimeout?: number;
  stopSignal?: string;
  ipcMode?: string;
  pidMode?: string;
  utsMode?: string;
  /** Folders on the host that go with the container. */
  folders?: readonly string[];
}

/** A port of the host that leads into the container. */
export interface PublishedPort {
  protocol: 'TCP' | 'UDP' | 'SCTP';
  containerPort: number;
  hostPort: number;
  /** Empty: all addresses. */
  hostIp: string;
}

export interface Configs {
  pod: Init<PodSandboxConfig>;
  container: Init<ContainerConfig>;
}

/** Where logs and tmpfs folders of such containers go. */
export interface AlonePlaces {
  logs: string;
  tmpfs: string;
}

export const defaultPlaces: AlonePlaces = { logs: '/var/log/pods', tmpfs: '/run/crix/tmpfs' };

/** The two CRI configurations, whole. Touches nothing. @throws CrixError of kind usage when there is nothing to run */
export function configsOf(input: AloneInput, name: string, image: ImageDetails, places: AlonePlaces): Configs {
  const uid = randomUUID();
  const config = image.spec?.config ?? {};
  const { command, args } = processOf(input, config);
  const mounts: Init<Mount>[] = [
    ...input.binds.map(({ source, target, readonly, propagation }) => ({
      hostPath: source,
      containerPath: target,
      readonly,
      propagation,
    })),
    ...input.tmpfs.map(({ target }, at) => ({ hostPath: `${places.tmpfs}/${uid}/${at}`, containerPath: target })),
  ];
  const logDirectory = `${places.logs}/${managedNamespace}_${name}_${uid}`;
  const folders = [logDirectory, ...(input.tmpfs.length === 0 ? [] : [`${places.tmpfs}/${uid}`])];
  const mark = { [managedLabel]: managedBy };
  return {
    pod: {
      ...input.pod,
      metadata: { name, namespace: managedNamespace, uid, attempt: 0 },
      logDirectory,
      labels: mark,
      annotations: { [memoryAnnotation]: JSON.stringify({ ...memoryWith(input, config), folders }) },
    },
    container: {
      ...input.container,
      metadata: { name, attempt: 0 },
      image: { image: image.image.id, userSpecifiedImage: input.image },
      command,
      args,
      mounts,
      logPath: `${name}/0.log`,
      // docker's containers have their image's labels too.
      labels: { ...config.Labels, ...input.container.labels, ...mark },
    },
  };
}

/** What was typed, and what the image adds to it. */
function memoryWith({ memory, entrypoint }: AloneInput, config: ImageConfig): AloneMemory {
  return {
    ...memory,
    entrypointLength: (entrypoint ?? config.Entrypoint ?? []).length,
    exposed: [...new Set([...(memory.exposed ?? []), ...Object.keys(config.ExposedPorts ?? {})])],
  };
}

/** Everything is said to the runtime, so that its own merging with the image's defaults cannot differ from docker's. */
function processOf(input: AloneInput, config: ImageConfig): { command: string[]; args: string[] } {
  const entrypoint = [...(input.entrypoint ?? config.Entrypoint ?? [])];
  // An entrypoint of one's own drops the image's command as well.
  const args =
    input.command.length > 0 ? [...input.command] : input.entrypoint === undefined ? [...(config.Cmd ?? [])] : [];
  if (entrypoint.length > 0) return { command: entrypoint, args };
  const [first, ...rest] = args;
  if (first === undefined) throw new CrixError('usage', `no command specified, and image ${input.image} has none`);
  return { command: [first], args: rest };
}

export interface AloneDeps {
  timeoutMs: number;
  signal: AbortSignal;
  places: AlonePlaces;
  /** The image, pulled first where the input says so. @throws CrixError */
  image(input: AloneInput): Promise<ImageDetails>;
  /** Takes the network out of a pod. @throws CrixError where that cannot be done */
  isolate(podId: string): Promise<void>;
  /** Said when something that was made could not be removed after a failure. */
  note(line: string): Promise<void>;
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
  const name = await freeName(runtime, input.name);
  const { pod, container } = configsOf(input, name, image, deps.places);
  const undo = await prepareMounts(input.binds, input.tmpfs, container.mounts ?? []);
  let podId: string | undefined;
  try {
    const made = await runtime.runPodSandbox(
      { config: pod, runtimeHandler: input.runtimeHandler },
      // A pod takes the sandbox, its network and perhaps an image: crictl gives it twice the time as well.
      { timeoutMs: deps.timeoutMs * 2, signal: deps.signal },
    );
    podId = made.podSandboxId;
    if (input.isolated) await deps.isolate(podId);
    const create = { podId, config: container, sandboxConfig: pod, timeoutMs: deps.timeoutMs, signal: deps.signal };
    return { id: await createContainer(runtime, create), podId, name };
  } catch (error) {
    await undo();
    if (podId !== undefined) await removePodAgain(runtime, podId, deps);
    throw error;
  }
}

async function removePodAgain(runtime: Cri['runtime'], podId: string, deps: AloneDeps): Promise<void> {
  try {
    await runtime.stopPodSandbox({ podSandboxId: podId });
    await runtime.removePodSandbox({ podSandboxId: podId });
  } catch {
    await deps.note(`pod ${podId} could not be removed again; remove it with \`crix rmp -f ${podId}\``);
  }
}

/** The wished name, if nothing has it, or one that nothing has. @throws CrixError of kind failure naming who has it */
async function freeName(runtime: Cri['runtime'], wished: string | undefined): Promise<string> {
  const { items } = await runtime.listPodSandbox(
    { filter: { labelSelector: { [managedLabel]: managedBy } } },
    { mask: { items: { id: true, metadata: true } } },
  );
  const owners = new Map(items.map((pod) => [pod.metadata?.name ?? '', pod.id]));
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
