import type { RuntimeService } from '../../cri/api.ts';
import type { ContainerStatus } from '../../cri/gen/types.ts';
import { inspectContainer } from './inspect.ts';

/** What runtimes tell of a container in verbose status beyond CRI, as far as it is used here. Others than containerd tell less. */
export interface ContainerDetails {
  readonly pid?: number;
  readonly sandboxID?: string;
  readonly snapshotter?: string;
  /** The configuration it was made from, in the spelling of crictl's files. Go leaves out what is empty or false. */
  readonly config?: MadeFrom;
  readonly runtimeSpec?: RuntimeSpec;
}

interface MadeFrom {
  readonly tty?: boolean;
  readonly stdin?: boolean;
  readonly stdin_once?: boolean;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly working_dir?: string;
  readonly envs?: readonly { readonly key?: string }[];
  readonly linux?: {
    readonly security_context?: {
      readonly privileged?: boolean;
      readonly readonly_rootfs?: boolean;
      readonly run_as_user?: { readonly value?: number };
      readonly run_as_group?: { readonly value?: number };
      readonly run_as_username?: string;
      readonly supplemental_groups?: readonly number[];
      readonly capabilities?: {
        readonly add_capabilities?: readonly string[];
        readonly drop_capabilities?: readonly string[];
      };
    };
  };
}

/** The OCI specification of the running thing. https://github.com/opencontainers/runtime-spec */
interface RuntimeSpec {
  readonly hostname?: string;
  readonly process?: {
    readonly args?: readonly string[];
    readonly env?: readonly string[];
    readonly cwd?: string;
    readonly terminal?: boolean;
    readonly oomScoreAdj?: number;
    readonly apparmorProfile?: string;
  };
  readonly mounts?: readonly { readonly destination: string; readonly source?: string }[];
  readonly linux?: {
    readonly cgroupsPath?: string;
    readonly resources?: {
      readonly memory?: { readonly limit?: number; readonly swap?: number; readonly reservation?: number };
      readonly cpu?: {
        readonly shares?: number;
        readonly quota?: number;
        readonly period?: number;
        readonly cpus?: string;
        readonly mems?: string;
      };
      readonly pids?: { readonly limit?: number };
    };
    readonly namespaces?: readonly { readonly type: string; readonly path?: string }[];
    readonly maskedPaths?: readonly string[];
    readonly readonlyPaths?: readonly string[];
  };
}

/** Empty where the runtime says nothing, or nothing that can be read. */
export function detailsOf(info: Readonly<Record<string, string>>): ContainerDetails {
  try {
    const details: unknown = JSON.parse(info['info'] ?? '{}');
    return typeof details === 'object' && details !== null ? (details as ContainerDetails) : {};
  } catch {
    return {};
  }
}

/** What a container runs: its specification knows, where the runtime shows it. */
export function argvOf({ runtimeSpec, config }: ContainerDetails): readonly string[] {
  return runtimeSpec?.process?.args ?? [...(config?.command ?? []), ...(config?.args ?? [])];
}

export interface ContainerFacts {
  readonly status: ContainerStatus;
  readonly details: ContainerDetails;
  /** As the runtime told it. */
  readonly text: string;
}

/** A container's status with its details. @throws CrixError naming the container */
export async function containerFacts(runtime: RuntimeService, id: string): Promise<ContainerFacts> {
  const { status, info } = await inspectContainer(runtime, id, true);
  return { status, details: detailsOf(info), text: info['info'] ?? '{}' };
}
