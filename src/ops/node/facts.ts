import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, hostname, machine, release, totalmem, version } from 'node:os';
import type { Cri } from '../../cri/api.ts';
import type { ContainerState, RuntimeCondition, VersionResponse } from '../../cri/gen/types.ts';

/** What there is to know of a node and its runtime. */
export interface NodeFacts {
  runtime: VersionResponse;
  /** Empty when it is fine. */
  problems: readonly RuntimeCondition[];
  containers: Readonly<Partial<Record<ContainerState, number>>>;
  images: number;
  config: RuntimeConfig;
  networks: readonly string[];
  host: HostFacts;
}

/** What containerd tells of its configuration; other runtimes tell other things or nothing. */
interface RuntimeConfig {
  rootDir: string;
  snapshotter: string;
  defaultRuntime: string;
  runtimes: Readonly<Record<string, string>>;
  cgroupDriver: 'cgroupfs' | 'systemd';
}

export interface HostFacts {
  name: string;
  kernel: string;
  operatingSystem: string;
  /** As `uname -m` says it. */
  architecture: string;
  cpus: number;
  memoryBytes: number;
  cgroupVersion: 1 | 2;
}

/** Asks for everything at once. @throws CrixError */
export async function nodeFacts({ runtime, images }: Cri): Promise<NodeFacts> {
  const [answer, status, { containers }, listed] = await Promise.all([
    runtime.version({}),
    runtime.status({ verbose: true }),
    runtime.listContainers({}, { mask: { containers: { id: true, state: true } } }),
    images.listImages({}, { mask: { images: { id: true } } }),
  ]);
  const counts: Partial<Record<ContainerState, number>> = {};
  for (const { state } of containers) counts[state] = (counts[state] ?? 0) + 1;
  return {
    runtime: answer,
    problems: (status.status?.conditions ?? []).filter((condition) => !condition.status),
    containers: counts,
    images: listed.images.length,
    config: configOf(status.info),
    networks: networksOf(status.info),
    host: hostFacts(),
  };
}

interface TypedConfig {
  containerdRootDir?: string;
  rootDir?: string;
  containerd?: {
    snapshotter?: string;
    defaultRuntimeName?: string;
    runtimes?: Record<string, { runtimeType?: string; options?: { SystemdCgroup?: boolean } | null } | null>;
  };
}

function configOf(info: Readonly<Record<string, string>>): RuntimeConfig {
  const config = parsed(info['config']) as TypedConfig;
  const runtimes = Object.entries(config.containerd?.runtimes ?? {});
  const defaultRuntime = config.containerd?.defaultRuntimeName ?? '';
  const usesSystemd = runtimes.some(([name, one]) => name === defaultRuntime && one?.options?.SystemdCgroup === true);
  return {
    rootDir: config.containerdRootDir ?? config.rootDir ?? '',
    snapshotter: config.containerd?.snapshotter ?? '',
    defaultRuntime,
    runtimes: Object.fromEntries(runtimes.map(([name, one]) => [name, one?.runtimeType ?? ''])),
    cgroupDriver: usesSystemd ? 'systemd' : 'cgroupfs',
  };
}

function networksOf(info: Readonly<Record<string, string>>): string[] {
  const { Networks } = parsed(info['cniconfig']) as { Networks?: { Config?: { Name?: string } }[] | null };
  return (Networks ?? [])
    .map(({ Config }) => Config?.Name ?? '')
    .filter((name) => !['', 'cni-loopback'].includes(name));
}

function parsed(text: string | undefined): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // A runtime may put anything there.
    return {};
  }
}

export function hostFacts(): HostFacts {
  return {
    name: hostname(),
    kernel: release(),
    operatingSystem: osName(),
    architecture: machine(),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
    cgroupVersion: existsSync('/sys/fs/cgroup/cgroup.controllers') ? 2 : 1,
  };
}

function osName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? version();
  } catch {
    return version();
  }
}
