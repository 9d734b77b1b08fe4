import { readdir, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Containerd } from '../../containerd/api.ts';
import type { Cri } from '../../cri/api.ts';
import type { Container, Image } from '../../cri/gen/types.ts';
import { isManaged } from '../../model/managed.ts';
import { containerSizes } from '../containers/sizes.ts';
import { writtenBytes } from '../containers/written-bytes.ts';
import { manyAtOnce } from '../each-target.ts';
import { type FetchDeps, fetchEach } from '../fetch-each.ts';
import { countUsers, findSparedImages } from '../images/spared.ts';
import { inParallel } from '../in-parallel.ts';

/** What images, containers and logs take, and where. */
export interface DiskUsage {
  images: readonly ImageDisk[];
  containers: readonly ContainerDisk[];
  filesystems: readonly FilesystemDisk[];
}

export interface ImageDisk {
  image: Image;
  /** Containers made of it, in any state. */
  users: number;
  /** `crix prune --all` would remove it. */
  isReclaimable: boolean;
}

export interface ContainerDisk {
  container: Container;
  /** What it has written into its own files. */
  written: bigint;
  /** Its log with the rotated ones; undefined where they are not on this node. */
  log: bigint | undefined;
  /** `crix prune` would remove it. */
  isReclaimable: boolean;
}

export interface FilesystemDisk {
  mountpoint: string;
  /** What images and containers take of it, as the runtime says. */
  used: bigint;
  /** Of the file system as a whole; undefined where it is not on this node. */
  space: { size: bigint; free: bigint } | undefined;
}

export async function diskUsage(cri: Cri, containerd: Containerd | undefined, deps: FetchDeps): Promise<DiskUsage> {
  const [{ images }, { containers }, info, usersOf] = await Promise.all([
    cri.images.listImages({}),
    cri.runtime.listContainers({}),
    cri.images.imageFsInfo({}),
    countUsers(cri.runtime),
  ]);
  const [spared, written, logs, filesystems] = await Promise.all([
    findSparedImages(cri, images),
    writtenBy(cri, containerd, containers),
    logSizes(cri, containers, deps),
    Promise.all([...info.imageFilesystems, ...info.containerFilesystems].map(filesystemDisk)),
  ]);
  return {
    images: images.map((image) => ({ image, users: usersOf(image), isReclaimable: !spared.includes(image) })),
    containers: containers.map((container) => ({
      container,
      written: written.get(container.id) ?? 0n,
      log: logs.get(container.id),
      isReclaimable: isManaged(container.labels) && container.state !== 'CONTAINER_RUNNING',
    })),
    // Images and containers often lie on the same one.
    filesystems: [...new Map(filesystems.map((each) => [each.mountpoint, each])).values()],
  };
}

/** CRI's statistics leave out what does not run. */
async function writtenBy(
  cri: Cri,
  containerd: Containerd | undefined,
  containers: readonly Container[],
): Promise<Map<string, bigint>> {
  if (containerd === undefined) {
    const sizes = await containerSizes(cri, containers);
    return new Map([...sizes].map(([id, { writable }]) => [id, writable]));
  }
  const sizes = await inParallel(containers, manyAtOnce, ({ id }) => writtenBytes(containerd, id));
  return new Map(containers.map(({ id }, at) => [id, sizes[at] ?? 0n]));
}

function logSizes({ runtime }: Cri, containers: readonly Container[], deps: FetchDeps): Promise<Map<string, bigint>> {
  const mask = { status: { logPath: true } } as const;
  const ids = containers.map(({ id }) => id);
  return fetchEach(
    ids,
    async (containerId) => {
      const { status } = await runtime.containerStatus({ containerId }, { mask, signal: deps.signal });
      return status === undefined || status.logPath === '' ? undefined : logSize(status.logPath);
    },
    deps,
  );
}

/** `0.log`, and what it was before it was rotated: `0.log.20261125-031500.gz`. */
async function logSize(path: string): Promise<bigint | undefined> {
  const [folder, name] = [dirname(path), basename(path)];
  try {
    const names = (await readdir(folder)).filter((each) => each === name || each.startsWith(`${name}.`));
    const sizes = await Promise.all(names.map(async (each) => (await stat(join(folder, each), { bigint: true })).size));
    return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0n);
  } catch {
    // The node of the runtime may be another one, and files go away.
    return undefined;
  }
}

async function filesystemDisk(usage: {
  fsId?: { mountpoint: string };
  usedBytes?: { value: bigint };
}): Promise<FilesystemDisk> {
  const mountpoint = usage.fsId?.mountpoint ?? '';
  const used = usage.usedBytes?.value ?? 0n;
  try {
    const { bsize, blocks, bavail } = await statfs(mountpoint, { bigint: true });
    return { mountpoint, used, space: { size: blocks * bsize, free: bavail * bsize } };
  } catch {
    return { mountpoint, used, space: undefined };
  }
}
