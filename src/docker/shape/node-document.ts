import { nilList } from '../../json.ts';
import type { NodeFacts } from '../../ops/node/facts.ts';
import { mapOf, withAliases } from './go-names.ts';
import { clientVersion } from './versions.ts';

/** A node as docker's info shows it, with the runtime in the engine's place. `client` is our version. */
export function nodeDocument(facts: NodeFacts, client: string, nowIso: string) {
  const { runtime, containers, config, host } = facts;
  const count = (state: 'CONTAINER_RUNNING' | 'CONTAINER_EXITED' | 'CONTAINER_CREATED'): number =>
    containers[state] ?? 0;
  const total = Object.values(containers).reduce((sum: number, some) => sum + (some ?? 0), 0);
  const document = {
    ID: host.name,
    Containers: total,
    ContainersRunning: count('CONTAINER_RUNNING'),
    ContainersPaused: 0,
    ContainersStopped: total - count('CONTAINER_RUNNING'),
    Images: facts.images,
    Driver: config.snapshotter,
    DriverStatus: [],
    Plugins: { Volume: nilList, Network: facts.networks, Authorization: nilList, Log: ['cri'] },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    SystemTime: nowIso,
    LoggingDriver: 'cri',
    CgroupDriver: config.cgroupDriver,
    CgroupVersion: String(host.cgroupVersion),
    KernelVersion: host.kernel,
    OperatingSystem: host.operatingSystem,
    OSVersion: '',
    OSType: 'linux',
    Architecture: host.architecture,
    IndexServerAddress: 'https://index.docker.io/v1/',
    NCPU: host.cpus,
    MemTotal: host.memoryBytes,
    GenericResources: nilList,
    DockerRootDir: config.rootDir,
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: host.name,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: runtime.runtimeVersion,
    Runtimes: mapOf(Object.entries(config.runtimes).map(([name, type]) => [name, { path: type }] as const)),
    DefaultRuntime: config.defaultRuntime,
    Swarm: {
      NodeID: '',
      NodeAddr: '',
      LocalNodeState: 'inactive',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: '',
    SecurityOptions: nilList,
    Warnings: facts.problems.length === 0 ? nilList : facts.problems.map(problemText),
    ClientInfo: { Debug: false, ...clientVersion(client, host), Plugins: [], Warnings: nilList },
  };
  return withAliases(document, { CPUCfsPeriod: 'CpuCfsPeriod', CPUCfsQuota: 'CpuCfsQuota' });
}

export type NodeDocument = ReturnType<typeof nodeDocument>;

function problemText({ type, reason, message }: NodeFacts['problems'][number]): string {
  return `WARNING: ${type} is false: ${[reason, message].filter((part) => part !== '').join(': ')}`;
}
