import type { Flag, Flags } from '../../cli/define.ts';

/** Limits that run, create and update share. */
export const resourceFlags = {
  memory: { type: 'string', short: 'm', metavar: 'BYTES', help: 'Memory limit' },
  'memory-swap': { type: 'string', metavar: 'BYTES', help: 'Limit of memory and swap together; -1 is no limit' },
  'memory-reservation': { type: 'string', metavar: 'BYTES', help: 'Not with CRI' },
  cpus: { type: 'string', metavar: 'NUMBER', help: 'Number of CPUs' },
  'cpu-shares': { type: 'int64', short: 'c', help: 'CPU shares (relative weight)' },
  'cpu-period': { type: 'int64', help: 'CPU period in microseconds' },
  'cpu-quota': { type: 'int64', help: 'CPU quota in microseconds' },
  'cpuset-cpus': { type: 'string', metavar: 'LIST', help: 'CPUs to run on (0-3, 0,1)' },
  'cpuset-mems': { type: 'string', metavar: 'LIST', help: 'Memory nodes to use (0-3, 0,1)' },
} as const satisfies Flags;

const knownFlags = {
  ...resourceFlags,
  'oom-score-adj': { type: 'int64', help: 'OOM preference of the host (-1000 to 1000)' },
  annotation: { type: 'strings', metavar: 'KEY=VALUE', help: 'Annotation of the container' },
  attach: { type: 'strings', short: 'a', metavar: 'STREAM', help: 'Attach to stdin, stdout or stderr' },
  'cap-add': { type: 'strings', help: 'Add a Linux capability' },
  'cap-drop': { type: 'strings', help: 'Drop a Linux capability' },
  'cgroup-parent': { type: 'string', help: 'Parent cgroup' },
  cidfile: { type: 'string', metavar: 'FILE', help: "Write the container's ID to FILE" },
  device: { type: 'strings', metavar: 'DEVICE', help: 'Add a device of the host' },
  dns: { type: 'strings', metavar: 'ADDRESS', help: 'DNS server' },
  'dns-option': { type: 'strings', aliases: ['dns-opt'], help: 'DNS option' },
  'dns-search': { type: 'strings', help: 'DNS search domain' },
  entrypoint: { type: 'string', help: "Replace the image's entrypoint" },
  env: { type: 'strings', short: 'e', metavar: 'KEY=VALUE', help: 'Environment variable' },
  'env-file': { type: 'strings', metavar: 'FILE', help: 'Read environment variables from FILE' },
  expose: { type: 'strings', metavar: 'PORT', help: 'Accepted: every port of a pod can be reached' },
  gpus: { type: 'string', help: 'GPUs as CDI devices: all, a number, or vendor.com/class=name' },
  'group-add': { type: 'strings', metavar: 'GID', help: 'Additional group' },
  hostname: { type: 'string', short: 'h', help: 'Host name in the container' },
  interactive: { type: 'boolean', short: 'i', help: 'Keep stdin open' },
  ipc: { type: 'string', metavar: 'MODE', help: 'IPC namespace: host or private' },
  label: { type: 'strings', short: 'l', metavar: 'KEY=VALUE', help: 'Label of the container' },
  'label-file': { type: 'strings', metavar: 'FILE', help: 'Read labels from FILE' },
  mount: { type: 'strings', metavar: 'MOUNT', help: 'Mount a folder of the host or a tmpfs' },
  name: { type: 'string', help: 'Name of the container' },
  network: { type: 'string', aliases: ['net'], metavar: 'MODE', help: 'default, host or none' },
  'disable-content-trust': { type: 'boolean', default: true, help: 'Accepted: the runtime verifies images' },
  'no-healthcheck': { type: 'boolean', help: 'Accepted: CRI has no health checks' },
  pid: { type: 'string', metavar: 'MODE', help: 'PID namespace: host' },
  platform: { type: 'string', help: "Accepted when it is the node's own" },
  privileged: { type: 'boolean', help: 'All capabilities and devices' },
  publish: { type: 'strings', short: 'p', metavar: 'PORT', help: 'Publish a port on the host' },
  'publish-all': { type: 'boolean', short: 'P', help: 'Publish all exposed ports on free ports of the host' },
  pull: { type: 'string', default: 'missing', values: ['always', 'missing', 'never'], help: 'When to pull the image' },
  quiet: { type: 'boolean', short: 'q', help: 'No pull output' },
  'read-only': { type: 'boolean', help: 'Root filesystem read-only' },
  restart: { type: 'string', default: 'no', help: 'Only `no`: CRI has no restart policy' },
  rm: { type: 'boolean', help: 'Remove the container when it ends' },
  runtime: { type: 'string', metavar: 'HANDLER', help: 'Runtime handler' },
  'security-opt': { type: 'strings', metavar: 'OPTION', help: 'no-new-privileges, seccomp=, apparmor=, label=' },
  'stop-signal': { type: 'string', help: 'Signal that stops the container' },
  'stop-timeout': { type: 'int', metavar: 'SECONDS', help: 'Grace period of stop' },
  sysctl: { type: 'strings', metavar: 'KEY=VALUE', help: 'Kernel parameter of the pod' },
  tmpfs: { type: 'strings', metavar: 'PATH', help: 'Mount a tmpfs' },
  tty: { type: 'boolean', short: 't', help: 'Give it a terminal' },
  user: { type: 'string', short: 'u', metavar: 'USER[:GROUP]', help: 'User by name or number' },
  userns: { type: 'string', metavar: 'MODE', help: 'User namespace: host' },
  uts: { type: 'string', metavar: 'MODE', help: 'UTS namespace: host' },
  volume: { type: 'strings', short: 'v', metavar: 'SOURCE:TARGET', help: 'Mount a folder of the host' },
  workdir: { type: 'string', short: 'w', metavar: 'PATH', help: 'Working folder' },
} as const satisfies Flags;

const noHealthChecks = 'CRI has no health checks; Kubernetes has probes';

/** Flags of docker run that CRI cannot honour, and why. They are known, so that the answer can be more than `unknown flag`. */
export const refusedFlags: Readonly<Record<string, string>> = {
  'add-host': 'CRI writes no /etc/hosts entries; mount a file of your own there',
  'blkio-weight': 'CRI has no block I/O weight',
  'blkio-weight-device': 'CRI has no block I/O weight',
  cgroupns: 'the runtime decides on the cgroup namespace',
  'cpu-rt-period': 'CRI has no real-time scheduling',
  'cpu-rt-runtime': 'CRI has no real-time scheduling',
  'device-cgroup-rule': 'CRI has no device rules; name the device with --device',
  'device-read-bps': 'CRI has no block I/O limits',
  'device-read-iops': 'CRI has no block I/O limits',
  'device-write-bps': 'CRI has no block I/O limits',
  'device-write-iops': 'CRI has no block I/O limits',
  domainname: 'CRI has no domain name; use --hostname with the full name',
  'health-cmd': noHealthChecks,
  'health-interval': noHealthChecks,
  'health-retries': noHealthChecks,
  'health-start-interval': noHealthChecks,
  'health-start-period': noHealthChecks,
  'health-timeout': noHealthChecks,
  init: 'CRI adds no init process; start one in the image, such as tini',
  ip: 'the CNI plugin gives the address',
  ip6: 'the CNI plugin gives the address',
  isolation: 'Windows alone has it',
  'kernel-memory': 'CRI has no kernel memory limit',
  link: 'CRI has no links; use the address that `docker inspect` shows',
  'log-driver': 'the runtime writes CRI log files; ship them from /var/log/pods',
  'log-opt': 'the runtime writes CRI log files; the kubelet rotates them',
  'link-local-ip': 'the CNI plugin gives the address',
  'mac-address': 'the CNI plugin gives the address',
  'memory-swappiness': 'CRI has no swappiness',
  'net-alias': 'CRI has no names in networks',
  'network-alias': 'CRI has no names in networks',
  'oom-kill-disable': 'CRI cannot switch the OOM killer off; see --oom-score-adj',
  'pids-limit': 'CRI has no limit of processes; the runtime or the kubelet sets one for all',
  'shm-size': 'CRI has no size for /dev/shm; mount a tmpfs there',
  'storage-opt': 'CRI has no storage options',
  ulimit: 'CRI has no ulimits; the runtime sets them for all containers',
  'volume-driver': 'CRI has no volumes',
  'volumes-from': 'CRI has no volumes; mount the same folder of the host in both',
};

/** The others of them take a value. */
const refusedSwitches: readonly string[] = ['init', 'oom-kill-disable'];

function refusedFlag(name: string): Flag {
  const facts = {
    hidden: true,
    help: refusedFlags[name] ?? '',
  } as const;
  return refusedSwitches.includes(name) ? { type: 'boolean', ...facts } : { type: 'strings', ...facts };
}

/** What run and create share. */
export const containerFlags = {
  ...(Object.fromEntries(Object.keys(refusedFlags).map((name) => [name, refusedFlag(name)])) as Record<never, Flag>),
  ...knownFlags,
};
