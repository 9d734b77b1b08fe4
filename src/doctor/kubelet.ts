import { PlainScalar, readYamlAsWritten, type YamlNode } from '../yaml.ts';
import type { Host } from './host.ts';
import { type Document, objectAt, textAt, valueAt } from './walk.ts';

export interface Kubelet {
  /** The files that were there. */
  files: readonly string[];
  config: Document;
  /** Words of the flags, in the order in which they win over each other: the last one counts. */
  flags: readonly string[];
}

const configFile = '/var/lib/kubelet/config.yaml';
const instanceFile = '/var/lib/kubelet/instance-config.yaml';
/** kubeadm's file first, then the operator's, which wins: Debian's place and Red Hat's. */
const flagFiles = ['/var/lib/kubelet/kubeadm-flags.env', '/etc/default/kubelet', '/etc/sysconfig/kubelet'];

/** What kubelet on this machine is told; undefined when there is no sign of one. */
export function readKubelet(host: Host): Kubelet | undefined {
  const files = [configFile, instanceFile, ...flagFiles].filter((file) => host.has(file));
  if (files.length === 0) return undefined;
  const documents = [configFile, instanceFile].map((file) => objectAt(yamlOf(host.read(file))));
  const flags = flagFiles.flatMap((file) => words(host.read(file) ?? ''));
  return { files, config: Object.assign({}, ...documents), flags };
}

function yamlOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : plain(readYamlAsWritten(text));
  } catch {
    return undefined;
  }
}

/** All scalars as text. */
function plain(node: YamlNode | undefined): unknown {
  if (node instanceof PlainScalar) return node.text;
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
}

/** The flags in lines such as KUBELET_EXTRA_ARGS="--a=b --c d". */
function words(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /^\s*\w+=/.test(line))
    .flatMap((line) =>
      line
        .slice(line.indexOf('=') + 1)
        .replaceAll(/["']/g, '')
        .trim()
        .split(/\s+/),
    );
}

/** A flag's value, which beats the config file. */
export function kubeletFlag({ flags }: Kubelet, name: string): string | undefined {
  let value: string | undefined;
  for (const [at, word] of flags.entries()) {
    if (word.startsWith(`--${name}=`)) value = word.slice(name.length + 3);
    else if (word === `--${name}`) value = flags[at + 1];
  }
  return value === '' ? undefined : value;
}

export function kubeletEndpoint(kubelet: Kubelet): string | undefined {
  return kubeletFlag(kubelet, 'container-runtime-endpoint') ?? textAt(kubelet.config, 'containerRuntimeEndpoint');
}

export function kubeletCgroupDriver(kubelet: Kubelet): 'cgroupfs' | 'systemd' {
  const driver = kubeletFlag(kubelet, 'cgroup-driver') ?? textAt(kubelet.config, 'cgroupDriver');
  return driver === 'systemd' ? 'systemd' : 'cgroupfs';
}

export interface Thresholds {
  /** Free share, 0 to 1, or bytes, below which kubelet evicts pods. */
  imagefs: string;
  inodes: string;
}

/** When kubelet begins to evict for want of disk. If any threshold is set, those that are not are off. */
export function evictionThresholds(kubelet: Kubelet | undefined): Thresholds {
  const hard = valueAt(kubelet?.config, 'evictionHard');
  if (typeof hard !== 'object' || hard === null) return { imagefs: '15%', inodes: '5%' };
  return { imagefs: textAt(hard, 'imagefs.available') ?? '0', inodes: textAt(hard, 'nodefs.inodesFree') ?? '0' };
}
