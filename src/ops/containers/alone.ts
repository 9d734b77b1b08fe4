import { randomUUID } from 'node:crypto';
import type { Init } from '../../cri/api.ts';
import type { ContainerConfig, Mount, PodSandboxConfig } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { managedBy, managedLabel, managedNamespace, memoryAnnotation, tmpfsRoot } from '../../model/managed.ts';
import type { ImageConfig, ImageDetails } from '../images/config.ts';
import type { BindMount, TmpfsMount } from './host-mounts.ts';

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
  /** Every exposed port gets a port of the host. */
  publishesExposed: boolean;
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
}

/** A port of the host that leads into the container. */
export interface PublishedPort {
  protocol: 'TCP' | 'UDP' | 'SCTP';
  containerPort: number;
  /** 0: a free one. */
  hostPort: number;
  /** Empty: all addresses. */
  hostIp: string;
}

/** What is said of a container beyond what was typed. */
export interface AloneSurroundings {
  name: string;
  image: ImageDetails;
  places: AlonePlaces;
  /** Where cgroups of pods go unless the input says; without one the runtime has no statistics of the pod. */
  cgroupParent: string;
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

export const defaultPlaces: AlonePlaces = { logs: '/var/log/pods', tmpfs: tmpfsRoot };

/** Folders on the host that go with a container. */
export function foldersOf({ name, uid }: { name: string; uid: string }, places: AlonePlaces): AlonePlaces {
  return { logs: `${places.logs}/${managedNamespace}_${name}_${uid}`, tmpfs: `${places.tmpfs}/${uid}` };
}

/** The two CRI configurations, whole. Touches nothing. @throws CrixError of kind usage when there is nothing to run */
export function configsOf(input: AloneInput, { name, image, places, cgroupParent }: AloneSurroundings): Configs {
  const uid = randomUUID();
  const folders = foldersOf({ name, uid }, places);
  const config = image.spec?.config ?? {};
  const { command, args } = processOf(input, config);
  const mounts: Init<Mount>[] = [
    ...input.binds.map(({ source, target, readonly, propagation }) => ({
      hostPath: source,
      containerPath: target,
      readonly,
      propagation,
    })),
    ...input.tmpfs.map(({ target }, at) => ({ hostPath: `${folders.tmpfs}/${at}`, containerPath: target })),
  ];
  const mark = { [managedLabel]: managedBy };
  return {
    pod: {
      ...input.pod,
      portMappings: [...(input.memory.published ?? [])],
      metadata: { name, namespace: managedNamespace, uid, attempt: 0 },
      logDirectory: folders.logs,
      labels: mark,
      annotations: { [memoryAnnotation]: JSON.stringify(memoryWith(input, config)) },
      linux: { cgroupParent, ...input.pod.linux },
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

/** The ports of the host that are wanted: those that were typed, and with -P those that the image or --expose names. */
export function wantedPorts({ memory, publishesExposed }: AloneInput, { spec }: ImageDetails): PublishedPort[] {
  const typed = memory.published ?? [];
  if (!publishesExposed) return [...typed];
  const exposed = [...new Set([...(memory.exposed ?? []), ...Object.keys(spec?.config?.ExposedPorts ?? {})])];
  const ports = exposed.map((text) => {
    const [port, protocol = 'tcp'] = text.split('/');
    return { protocol: protocol.toUpperCase() as PublishedPort['protocol'], containerPort: Number(port) };
  });
  const isTyped = (one: (typeof ports)[number]): boolean =>
    typed.some(({ protocol, containerPort }) => protocol === one.protocol && containerPort === one.containerPort);
  return [...typed, ...ports.filter((one) => !isTyped(one)).map((one) => ({ ...one, hostPort: 0, hostIp: '' }))];
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
  if (first === undefined) throw new CrixError('failure', `no command specified, and image ${input.image} has none`);
  return { command: [first], args: rest };
}
