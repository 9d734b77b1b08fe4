import { readFileSync } from 'node:fs';

/** What the kernel counts for a container, where it runs on this host. */
export interface HostCounters {
  processes: number;
  readBytes: bigint;
  writtenBytes: bigint;
  receivedBytes: bigint;
  sentBytes: bigint;
}

const cgroupRoot = '/sys/fs/cgroup';

/** Undefined when the process is not on this host, or not one of this container. */
export function hostCounters(pid: number, containerId: string): HostCounters | undefined {
  const cgroups = read(`/proc/${pid}/cgroup`);
  if (cgroups === undefined || !cgroups.includes(containerId)) return undefined;
  const disk = diskOf(cgroups);
  const network = networkOf(read(`/proc/${pid}/net/dev`) ?? '');
  return { processes: Number(readIn(cgroups, 'pids', 'pids.current') ?? 0), ...disk, ...network };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended, or this kernel does not count it.
    return undefined;
  }
}

/** A file of the container's cgroup: in the one hierarchy of version 2, or in the controller's own of version 1. */
function readIn(cgroups: string, controller: string, file: string): string | undefined {
  for (const line of cgroups.split('\n')) {
    const [, names = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names.split(',').includes(controller)) return read(`${cgroupRoot}/${names}${path}/${file}`);
  }
  const unified = /^0::(.*)$/m.exec(cgroups)?.[1];
  return unified === undefined ? undefined : read(`${cgroupRoot}${unified}/${file}`);
}

function diskOf(cgroups: string): Pick<HostCounters, 'readBytes' | 'writtenBytes'> {
  const old = readIn(cgroups, 'blkio', 'blkio.throttle.io_service_bytes');
  if (old !== undefined) return { readBytes: sum(old, /Read (\d+)/g), writtenBytes: sum(old, /Write (\d+)/g) };
  const text = readIn(cgroups, 'io', 'io.stat') ?? '';
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
