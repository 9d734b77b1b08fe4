import { type Cgroups, cgroupsOf, readHostFile, readInCgroup } from './cgroups.ts';

/** What the kernel counts for a container, where it runs on this host. */
export interface HostCounters {
  processes: number;
  readBytes: bigint;
  writtenBytes: bigint;
  receivedBytes: bigint;
  sentBytes: bigint;
}

/** Undefined when the process is not on this host, or not one of this container. */
export function hostCounters(pid: number, containerId: string): HostCounters | undefined {
  const cgroups = cgroupsOf(pid, containerId);
  if (cgroups === undefined) return undefined;
  const disk = diskOf(cgroups);
  const network = networkOf(readHostFile(`/proc/${pid}/net/dev`) ?? '');
  return { processes: Number(readInCgroup(cgroups, 'pids', 'pids.current') ?? 0), ...disk, ...network };
}

function diskOf(cgroups: Cgroups): Pick<HostCounters, 'readBytes' | 'writtenBytes'> {
  const old = readInCgroup(cgroups, 'blkio', 'blkio.throttle.io_service_bytes');
  if (old !== undefined) return { readBytes: sum(old, /Read (\d+)/g), writtenBytes: sum(old, /Write (\d+)/g) };
  const text = readInCgroup(cgroups, 'io', 'io.stat') ?? '';
  return { readBytes: sum(text, /rbytes=(\d+)/g), writtenBytes: sum(text, /wbytes=(\d+)/g) };
}

/** All interfaces but the loopback: bytes received are the first number, bytes sent the ninth. */
function networkOf(table: string): Pick<HostCounters, 'receivedBytes' | 'sentBytes'> {
  const rows = table
    .split('\n')
    .map((line) => /^\s*([^:\s]+):\s*(.*)$/.exec(line))
    .filter((match) => match !== null && match[1] !== 'lo')
    .map((match) => (match?.[2] ?? '').trim().split(/\s+/));
  const total = (at: number): bigint => rows.reduce((bytes, numbers) => bytes + BigInt(numbers[at] ?? 0), 0n);
  return { receivedBytes: total(0), sentBytes: total(8) };
}

function sum(text: string, pattern: RegExp): bigint {
  return [...text.matchAll(pattern)].reduce((bytes, [, digits = '0']) => bytes + BigInt(digits), 0n);
}
