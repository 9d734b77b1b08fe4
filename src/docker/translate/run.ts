import type { Args } from '../../cli/define.ts';
import type { Init } from '../../cri/api.ts';
import type {
  ContainerConfig,
  LinuxContainerSecurityContext,
  LinuxSandboxSecurityContext,
  NamespaceOption,
  PodSandboxConfig,
} from '../../cri/gen/types.ts';
import { CrixError, usageError } from '../../errors.ts';
import { signalNumber } from '../../model/signals.ts';
import type { AloneInput } from '../../ops/containers/alone.ts';
import { type containerFlags, refusedFlags } from '../commands/run-flags.ts';
import type { Facts } from '../define.ts';
import { dnsOf } from './dns.ts';
import { labelsOf, variablesOf } from './environment.ts';
import { deviceOf, type Mounts, mountOf, tmpfsOf, volumeOf } from './mounts.ts';
import { hostNamespace, isNameFine, networkOf, sysctlsOf } from './namespaces.ts';
import { checkPlatform } from './platform.ts';
import { exposedPorts, publishedPorts } from './ports.ts';
import { parseBytes, parseNanoCpus } from './quantities.ts';
import { referenceOf } from './reference.ts';
import { resourcesOf } from './resources.ts';
import { capabilitiesOf, runAsOf, type SecurityOptions, securityOptionsOf } from './security.ts';

type RunArgs = Args<typeof containerFlags>;
type RunFlags = RunArgs['flags'];

/** docker's words for a container as CRI's configuration. Everything is checked here, before anything is made. @throws CrixError */
export function aloneInputOf(args: RunArgs, facts: Facts, { isDetached }: { isDetached: boolean }): AloneInput {
  const { flags, given } = args;
  const [image = '', ...command] = args.positionals;
  checkRefused(given);
  checkWords(flags);
  checkPlatform(flags.platform, facts.architecture);
  referenceOf(image);
  const network = networkOf(flags.network);
  const mounts = mountsOf(flags, facts);
  const security = securityOptionsOf(flags['security-opt']);
  const namespaces = namespacesOf(flags, network);
  return {
    name: flags.name,
    image,
    pull: flags.pull as AloneInput['pull'],
    entrypoint: flags.entrypoint === undefined ? undefined : flags.entrypoint === '' ? [] : [flags.entrypoint],
    command,
    pod: podOf(flags, facts, namespaces, security),
    container: {
      ...containerOf(flags, facts, namespaces, security),
      // Of what is typed into it the program sees the end, unless others may come and type more.
      stdinOnce: flags.interactive && !isDetached && (flags.attach.length === 0 || attaches(flags, 'stdin')),
    },
    isolated: network === 'none',
    publishesExposed: flags['publish-all'],
    ...mounts,
    runtimeHandler: flags.runtime ?? '',
    memory: {
      autoRemove: flags.rm,
      image,
      binds: mounts.binds.map((bind) => `${bind.source}:${bind.target}${bind.readonly ? ':ro' : ''}`),
      networkMode: network,
      nanoCpus: flags.cpus === undefined ? '0' : String(parseNanoCpus(flags.cpus)),
      published: flags.publish.flatMap(publishedPorts),
      exposed: flags.expose.flatMap(exposedPorts),
      ...(flags.user === undefined ? {} : { user: flags.user }),
      ...(flags.hostname === undefined ? {} : { hostname: flags.hostname }),
      ...(flags['stop-timeout'] === undefined ? {} : { stopTimeout: flags['stop-timeout'] }),
      ...(flags['stop-signal'] === undefined ? {} : { stopSignal: flags['stop-signal'] }),
      ...(flags.ipc === undefined ? {} : { ipcMode: flags.ipc }),
      ...(flags.pid === undefined ? {} : { pidMode: flags.pid }),
      ...(flags.uts === undefined ? {} : { utsMode: flags.uts }),
    },
  };
}

function attaches({ attach }: RunFlags, stream: string): boolean {
  return attach.some((word) => word.toLowerCase() === stream);
}

/** Flags that docker knows and CRI cannot honour. */
function checkRefused(given: ReadonlySet<string>): void {
  for (const name of given) {
    const why = refusedFlags[name];
    if (why !== undefined) throw new CrixError('unsupported', `--${name}: ${why}`);
  }
}

function checkWords(flags: RunFlags): void {
  if (flags.name !== undefined && !isNameFine(flags.name)) {
    throw new CrixError(
      'failure',
      `Invalid container name (${flags.name}), only [a-zA-Z0-9][a-zA-Z0-9_.-]+ are allowed`,
    );
  }
  if (flags.restart !== 'no' && flags.restart !== '') {
    if (flags.rm) throw usageError('conflicting options: cannot specify both --restart and --rm');
    throw new CrixError(
      'unsupported',
      `--restart ${flags.restart}: CRI has no restart policy; let the kubelet run it as a static pod`,
    );
  }
  if (flags.workdir && !flags.workdir.startsWith('/')) {
    throw new CrixError(
      'failure',
      `the working directory '${flags.workdir}' is invalid, it needs to be an absolute path`,
    );
  }
  if (flags['stop-signal'] !== undefined && signalNumber(flags['stop-signal']) === undefined) {
    throw new CrixError('failure', `Invalid signal: ${flags['stop-signal']}`);
  }
  for (const stream of flags.attach) {
    if (!['stdin', 'stdout', 'stderr'].includes(stream.toLowerCase())) {
      throw new CrixError(
        'usage',
        `invalid argument ${JSON.stringify(stream)} for -a, --attach: valid streams are STDIN, STDOUT and STDERR`,
      );
    }
  }
}

function mountsOf(flags: RunFlags, facts: Facts): Mounts {
  const bytes = (text: string): bigint => parseBytes(text, 'tmpfs');
  const parts: Mounts[] = [
    ...flags.volume.map((word) => ({ binds: [volumeOf(word, facts.absolute)], tmpfs: [] })),
    ...flags.mount.map((word) => mountOf(word, facts.absolute, bytes)),
    ...flags.tmpfs.map((word) => ({ binds: [], tmpfs: [tmpfsOf(word, bytes)] })),
  ];
  return { binds: parts.flatMap((part) => part.binds), tmpfs: parts.flatMap((part) => part.tmpfs) };
}

function namespacesOf(flags: RunFlags, network: string): Init<NamespaceOption> {
  return {
    network: network === 'host' ? 'NODE' : 'POD',
    // One container a pod: its processes are alone, as docker's are.
    pid: hostNamespace('pid', flags.pid) ? 'NODE' : 'CONTAINER',
    ipc: hostNamespace('ipc', flags.ipc, ['private', 'shareable', 'none']) ? 'NODE' : 'POD',
  };
}

function podOf(
  flags: RunFlags,
  facts: Facts,
  namespaceOptions: Init<NamespaceOption>,
  security: SecurityOptions,
): Init<PodSandboxConfig> {
  if (hostNamespace('uts', flags.uts) && flags.network !== 'host') {
    throw new CrixError('unsupported', '--uts host: CRI shares the host name only together with --network host');
  }
  hostNamespace('userns', flags.userns);
  const typed = { servers: flags.dns, searches: flags['dns-search'], options: flags['dns-option'] };
  const dns = dnsOf(typed, flags.network === 'host', facts.readText);
  const securityContext: Init<LinuxSandboxSecurityContext> = {
    namespaceOptions,
    privileged: flags.privileged,
    ...(security.selinux === undefined ? {} : { selinuxOptions: security.selinux }),
    ...(flags.privileged ? {} : { seccomp: security.seccomp ?? { profileType: 'RuntimeDefault' } }),
  };
  return {
    ...(flags.hostname === undefined ? {} : { hostname: flags.hostname }),
    ...(dns === undefined ? {} : { dnsConfig: dns }),
    linux: {
      securityContext,
      sysctls: sysctlsOf(flags.sysctl),
      ...(flags['cgroup-parent'] === undefined ? {} : { cgroupParent: flags['cgroup-parent'] }),
    },
  };
}

function containerOf(
  flags: RunFlags,
  facts: Facts,
  namespaceOptions: Init<NamespaceOption>,
  security: SecurityOptions,
): Init<ContainerConfig> {
  const variables = variablesOf(flags.env, flags['env-file'].map(facts.readText), facts.env);
  return {
    envs: variables.map(({ key, value }) => ({ key, value: new TextEncoder().encode(value) })),
    labels: labelsOf(flags.label, flags['label-file'].map(facts.readText)),
    annotations: labelsOf(flags.annotation, []),
    ...(flags.workdir ? { workingDir: flags.workdir } : {}),
    devices: flags.device
      .map(deviceOf)
      .map(({ source, target, permissions }) => ({ hostPath: source, containerPath: target, permissions })),
    ...(flags.gpus === undefined ? {} : { CDIDevices: gpusOf(flags.gpus) }),
    stdin: flags.interactive,
    tty: flags.tty,
    linux: {
      resources: resourcesOf(flags, { cpus: facts.cpus }),
      securityContext: securityContextOf(flags, namespaceOptions, security),
    },
  };
}

function securityContextOf(
  flags: RunFlags,
  namespaceOptions: Init<NamespaceOption>,
  security: SecurityOptions,
): Init<LinuxContainerSecurityContext> {
  const { username, uid, gid } = runAsOf(flags.user ?? '');
  return {
    namespaceOptions,
    privileged: flags.privileged,
    readonlyRootfs: flags['read-only'],
    noNewPrivs: security.noNewPrivileges,
    capabilities: {
      addCapabilities: capabilitiesOf(flags['cap-add'], 'cap-add'),
      dropCapabilities: capabilitiesOf(flags['cap-drop'], 'cap-drop'),
    },
    supplementalGroups: flags['group-add'].map(groupOf),
    ...(username === undefined ? {} : { runAsUsername: username }),
    ...(uid === undefined ? {} : { runAsUser: { value: uid } }),
    ...(gid === undefined ? {} : { runAsGroup: { value: gid } }),
    ...(security.selinux === undefined ? {} : { selinuxOptions: security.selinux }),
    ...(security.apparmor === undefined ? {} : { apparmor: security.apparmor }),
    ...(flags.privileged ? {} : { seccomp: security.seccomp ?? { profileType: 'RuntimeDefault' } }),
  };
}

function groupOf(word: string): bigint {
  if (/^\d+$/.test(word)) return BigInt(word);
  throw new CrixError('unsupported', `--group-add ${word}: CRI takes group numbers only`);
}

/** GPUs are CDI devices for CRI: `all` and counts mean nvidia's names. */
function gpusOf(word: string): { name: string }[] {
  if (word.includes('=') && word.includes('/')) return word.split(',').map((name) => ({ name }));
  if (word === 'all') return [{ name: 'nvidia.com/gpu=all' }];
  const count = /^(?:count=)?(\d+)$/.exec(word)?.[1];
  if (count === undefined)
    throw new CrixError(
      'usage',
      `invalid argument ${JSON.stringify(word)} for --gpus: want all, a number or vendor.com/class=name`,
    );
  return Array.from({ length: Number(count) }, (_, at) => ({ name: `nvidia.com/gpu=${at}` }));
}
