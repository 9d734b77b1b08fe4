import { nilList, nilMap } from '../../../json.ts';
import { type Port, portKey } from '../../../model/ports.ts';
import type { Examined } from '../../../ops/containers/examine.ts';
import { memoryOf } from '../../../ops/containers/memory.ts';
import { mapOf, withAliases, withHidden } from '../go-names.ts';
import { mountsOf, tmpfsOf } from '../mounts.ts';
import { listOrNil } from './config.ts';
import { limitsOf } from './limits.ts';

/** What docker gives /dev/shm, and containerd too. */
const shmBytes = 64 * 1024 * 1024;

/** `HostConfig` of docker's inspect: what the host grants the container. */
export function hostConfigOf(one: Examined): object {
  const { details, pod, podDetails } = one;
  const memory = memoryOf(pod);
  const security = details.config?.linux?.security_context;
  const dns = podDetails.config?.dns_config;
  const modes = modesOf(one);
  const document = {
    Binds: listOrNil(memory.binds ?? mountsOf(one).map(bindText)),
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: mapOf([]) },
    NetworkMode: modes.network,
    PortBindings: bindingsOf(one.ports),
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    AutoRemove: memory.autoRemove ?? false,
    VolumeDriver: '',
    VolumesFrom: nilList,
    CapAdd: listOrNil(security?.capabilities?.add_capabilities?.map(capabilityOf)),
    CapDrop: listOrNil(security?.capabilities?.drop_capabilities?.map(capabilityOf)),
    CgroupnsMode: 'host',
    Dns: dns?.servers ?? [],
    DnsOptions: dns?.options ?? [],
    DnsSearch: dns?.searches ?? [],
    ExtraHosts: nilList,
    GroupAdd: listOrNil(security?.supplemental_groups?.map(String)),
    IpcMode: modes.ipc,
    Cgroup: '',
    Links: nilList,
    OomScoreAdj: details.runtimeSpec?.process?.oomScoreAdj ?? 0,
    PidMode: modes.pid,
    Privileged: security?.privileged ?? false,
    PublishAllPorts: false,
    ReadonlyRootfs: security?.readonly_rootfs ?? false,
    SecurityOpt: nilList,
    UTSMode: modes.uts,
    UsernsMode: '',
    ShmSize: shmBytes,
    ...filled('Sysctls', podDetails.config?.linux?.sysctls),
    ...filled('Tmpfs', tmpfsOf(one)),
    Runtime: pod?.runtimeHandler || 'runc',
    ConsoleSize: [0, 0],
    Isolation: '',
    ...limitsOf(one),
    MaskedPaths: details.runtimeSpec?.linux?.maskedPaths ?? nilList,
    ReadonlyPaths: details.runtimeSpec?.linux?.readonlyPaths ?? nilList,
  };
  const hidden = {
    Sysctls: nilMap,
    Tmpfs: nilMap,
    StorageOpt: nilMap,
    Annotations: nilMap,
    Init: null,
    Mounts: nilList,
  };
  return withAliases(withHidden(document, hidden), {
    CPUShares: 'CpuShares',
    NanoCPUs: 'NanoCpus',
    CPUPeriod: 'CpuPeriod',
    CPUQuota: 'CpuQuota',
    DNS: 'Dns',
    DNSOptions: 'DnsOptions',
    DNSSearch: 'DnsSearch',
  });
}

/** Which namespaces are the host's: noted by `docker run`, else as the pod has them. */
function modesOf({ pod }: Examined) {
  const memory = memoryOf(pod);
  const options = pod?.linux?.namespaces?.options;
  return {
    network: memory.networkMode ?? (options?.network === 'NODE' ? 'host' : 'default'),
    ipc: memory.ipcMode ?? (options?.ipc === 'NODE' ? 'host' : 'private'),
    pid: memory.pidMode ?? (options?.pid === 'NODE' ? 'host' : ''),
    uts: memory.utsMode ?? '',
  };
}

function bindText({ Source, Destination, RW }: { Source: string; Destination: string; RW: boolean }): string {
  return `${Source}:${Destination}${RW ? '' : ':ro'}`;
}

/** A map that is there only when something is in it. */
function filled(name: string, map: Readonly<Record<string, string>> = {}): object {
  const entries = Object.entries(map);
  return entries.length === 0 ? {} : { [name]: mapOf(entries) };
}

/** CRI's names of capabilities have docker's prefix or not, as they were typed. */
function capabilityOf(name: string): string {
  return name === 'ALL' || name.startsWith('CAP_') ? name : `CAP_${name}`;
}

/** As they were asked for: an address that was not chosen stays empty. */
function bindingsOf(ports: readonly Port[]): Record<string, object[]> {
  const bindings = new Map<string, object[]>();
  for (const port of ports) {
    if (port.hostPort === 0 || port.hostIp === '::') continue;
    const binding = { HostIp: port.hostIp === '0.0.0.0' ? '' : port.hostIp, HostPort: String(port.hostPort) };
    bindings.set(portKey(port), [...(bindings.get(portKey(port)) ?? []), binding]);
  }
  return mapOf(bindings);
}
