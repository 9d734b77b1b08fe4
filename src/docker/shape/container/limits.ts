import { nilList } from '../../../json.ts';
import type { Examined } from '../../../ops/containers/examine.ts';

/** The part of `HostConfig` about CPU, memory and devices. Zero is no limit. */
export function limitsOf(one: Examined) {
  const limits = grantedTo(one);
  const { quota, period } = limits;
  return {
    CpuShares: limits.shares,
    Memory: limits.memory,
    // CRI does not tell --cpus from --cpu-quota, which docker shows in two places: both are filled.
    NanoCpus: quota > 0n && period > 0n ? (quota * 1_000_000_000n) / period : 0n,
    CgroupParent: one.podDetails.config?.linux?.cgroup_parent ?? '',
    BlkioWeight: 0,
    BlkioWeightDevice: [],
    BlkioDeviceReadBps: [],
    BlkioDeviceWriteBps: [],
    BlkioDeviceReadIOps: [],
    BlkioDeviceWriteIOps: [],
    CpuPeriod: period,
    CpuQuota: quota,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: limits.cpus,
    CpusetMems: limits.mems,
    Devices: [],
    DeviceCgroupRules: nilList,
    DeviceRequests: nilList,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: 0,
    MemorySwap: limits.swap,
    MemorySwappiness: null,
    OomKillDisable: false,
    PidsLimit: null,
    Ulimits: [],
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}

interface Limits {
  memory: bigint;
  swap: bigint;
  shares: bigint;
  quota: bigint;
  period: bigint;
  cpus: string;
  mems: string;
}

/** From the status, which follows later changes; older runtimes have them in the container's specification alone. */
function grantedTo({ status, details }: Examined): Limits {
  const linux = status.resources?.linux;
  if (linux !== undefined) {
    return {
      memory: linux.memoryLimitInBytes,
      swap: linux.memorySwapLimitInBytes,
      shares: linux.cpuShares,
      quota: linux.cpuQuota,
      period: linux.cpuPeriod,
      cpus: linux.cpusetCpus,
      mems: linux.cpusetMems,
    };
  }
  const { memory, cpu } = details.runtimeSpec?.linux?.resources ?? {};
  const whole = (value: number | undefined): bigint => BigInt(Math.trunc(value ?? 0));
  return {
    memory: whole(memory?.limit),
    swap: whole(memory?.swap),
    shares: whole(cpu?.shares),
    quota: whole(cpu?.quota),
    period: whole(cpu?.period),
    cpus: cpu?.cpus ?? '',
    mems: cpu?.mems ?? '',
  };
}
