import type { Init } from '../../cri/api.ts';
import type { LinuxContainerResources } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { parseBytes, parseNanoCpus, parseSwap } from './quantities.ts';

/** The flags of run, create and update that limit a container, as typed. */
export interface ResourceWords {
  memory?: string | undefined;
  'memory-swap'?: string | undefined;
  'memory-reservation'?: string | undefined;
  cpus?: string | undefined;
  'cpu-shares'?: bigint | undefined;
  'cpu-period'?: bigint | undefined;
  'cpu-quota'?: bigint | undefined;
  'cpuset-cpus'?: string | undefined;
  'cpuset-mems'?: string | undefined;
  'oom-score-adj'?: bigint | undefined;
}

const smallestMemory = 6n * 1024n * 1024n;
const cpusPeriod = 100_000n;

/** What the node has, for limits that can be more than that. */
export interface NodeSize {
  cpus: number;
}

/** CRI's resources: only what was given. @throws CrixError of kind usage naming the flag */
export function resourcesOf(words: ResourceWords, node: NodeSize): Init<LinuxContainerResources> {
  return { ...memoryOf(words), ...cpuOf(words, node), ...cpusetOf(words, node), ...oomOf(words) };
}

function memoryOf(words: ResourceWords): Init<LinuxContainerResources> {
  if (words['memory-reservation'] !== undefined) {
    throw new CrixError('unsupported', '--memory-reservation: CRI has no soft memory limit');
  }
  const memory = words.memory === undefined ? undefined : parseBytes(words.memory, 'memory');
  const swap = words['memory-swap'] === undefined ? undefined : parseSwap(words['memory-swap'], 'memory-swap');
  if (memory !== undefined && memory !== 0n && memory < smallestMemory) {
    throw new CrixError('failure', `minimum memory limit allowed is 6MB, got ${words.memory} for --memory`);
  }
  if (swap !== undefined && swap > 0n && memory === undefined) {
    throw new CrixError('failure', 'you should always set the --memory limit when using --memory-swap');
  }
  if (swap !== undefined && swap > 0n && memory !== undefined && swap < memory) {
    throw new CrixError(
      'failure',
      `minimum --memory-swap limit should be larger than memory limit ${words.memory}, see usage`,
    );
  }
  return {
    ...(memory === undefined ? {} : { memoryLimitInBytes: memory }),
    ...(swap === undefined ? {} : { memorySwapLimitInBytes: swap }),
  };
}

function cpuOf(words: ResourceWords, node: NodeSize): Init<LinuxContainerResources> {
  const { cpus, 'cpu-shares': shares, 'cpu-period': period, 'cpu-quota': quota } = words;
  if (cpus !== undefined && (period !== undefined || quota !== undefined)) {
    throw new CrixError('failure', 'conflicting options: --cpus and --cpu-quota or --cpu-period cannot both be set');
  }
  const nano = cpus === undefined ? undefined : parseNanoCpus(cpus);
  if (nano !== undefined && nano > BigInt(node.cpus) * 1_000_000_000n) {
    throw new CrixError(
      'failure',
      `range of CPUs is from 0.01 to ${node.cpus}.00, as there are only ${node.cpus} CPUs available, got --cpus ${cpus}`,
    );
  }
  const fromCpus = nano === undefined ? {} : { cpuPeriod: cpusPeriod, cpuQuota: (nano * cpusPeriod) / 1_000_000_000n };
  return {
    ...fromCpus,
    ...(shares === undefined ? {} : { cpuShares: shares }),
    ...(period === undefined ? {} : { cpuPeriod: period }),
    ...(quota === undefined ? {} : { cpuQuota: quota }),
  };
}

function cpusetOf(words: ResourceWords, node: NodeSize): Init<LinuxContainerResources> {
  const { 'cpuset-cpus': cpus, 'cpuset-mems': mems } = words;
  for (const [flag, text, limit] of [
    ['cpuset-cpus', cpus, node.cpus],
    ['cpuset-mems', mems, 1024],
  ] as const) {
    if (text === undefined) continue;
    const numbers = text.split(/[,-]/);
    if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text))
      throw new CrixError(
        'failure',
        `invalid argument ${JSON.stringify(text)} for --${flag}: want a list such as 0-2,4`,
      );
    const beyond = numbers.find((number) => Number(number) >= limit);
    if (beyond !== undefined)
      throw new CrixError(
        'failure',
        `requested ${flag === 'cpuset-cpus' ? 'CPUs' : 'memory nodes'} are not available: ${text} for --${flag}`,
      );
  }
  return { ...(cpus === undefined ? {} : { cpusetCpus: cpus }), ...(mems === undefined ? {} : { cpusetMems: mems }) };
}

function oomOf({ 'oom-score-adj': adjust }: ResourceWords): Init<LinuxContainerResources> {
  if (adjust === undefined) return {};
  if (adjust < -1000n || adjust > 1000n) {
    throw new CrixError('failure', `invalid value ${adjust} for --oom-score-adj: the range is -1000 to 1000`);
  }
  return { oomScoreAdj: adjust };
}
