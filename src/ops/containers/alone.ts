import type { Init } from '../../cri/api.ts';
import type { ContainerConfig, PodSandboxConfig } from '../../cri/gen/types.ts';

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
  /** Without metadata, log folder, ports of the image and labels of the image: those are filled in. */
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

/** A folder or file of the host in the container. */
export interface BindMount {
  source: string;
  target: string;
  readonly: boolean;
  propagation: 'PROPAGATION_PRIVATE' | 'PROPAGATION_HOST_TO_CONTAINER' | 'PROPAGATION_BIDIRECTIONAL';
  /** `-v` makes a missing folder; `--mount` refuses. */
  makeSource: boolean;
}

export interface TmpfsMount {
  target: string;
  /** Bytes; undefined: no limit of its own. */
  sizeBytes?: bigint;
  mode: number;
}

/** Facts that docker remembers of a container and CRI has no field for. JSON, so no bigint. */
export interface AloneMemory {
  autoRemove: boolean;
  image: string;
  binds: readonly string[];
  networkMode: string;
  nanoCpus: string;
  /** Seconds of grace for stop. */
  stopTimeout?: number;
  stopSignal?: string;
  ipcMode?: string;
  pidMode?: string;
  utsMode?: string;
}
