import { shortId } from '../model/ids.ts';
import { stateWord } from '../model/states.ts';
import type { ContainerDisk, DiskUsage, ImageDisk } from '../ops/node/disk-usage.ts';
import { formatBytes } from '../output/units.ts';
import { NOTHING } from './columns.ts';

const SIZE_DIGITS = 4;
const bytesText = (bytes: bigint | undefined): string =>
  bytes === undefined ? NOTHING : formatBytes(bytes, SIZE_DIGITS);

/** Images, containers and logs as a whole. */
export function usageRows({ images, containers }: DiskUsage): string[][] {
  const free = images.filter(({ isReclaimable }) => isReclaimable);
  const over = containers.filter(({ isReclaimable }) => isReclaimable);
  const logs = containers.filter(({ log }) => log !== undefined);
  const running = (some: readonly ContainerDisk[]): number =>
    some.filter(({ container }) => container.state === 'CONTAINER_RUNNING').length;
  const active = images.filter(({ users }) => users > 0).length;
  return [
    ['TYPE', 'TOTAL', 'ACTIVE', 'SIZE', 'RECLAIMABLE'],
    usageRow('Images', images.length, active, sum(images, sizeOf), sum(free, sizeOf)),
    usageRow('Containers', containers.length, running(containers), sum(containers, writtenOf), sum(over, writtenOf)),
    usageRow('Logs', logs.length, running(logs), sum(logs, logOf), sum(over, logOf)),
  ];
}

function usageRow(type: string, total: number, active: number, size: bigint, reclaimable: bigint): string[] {
  const share = size > 0n ? ` (${(reclaimable * 100n) / size}%)` : '';
  return [type, String(total), String(active), bytesText(size), `${bytesText(reclaimable)}${share}`];
}

const sizeOf = ({ image }: ImageDisk): bigint => image.size;
const writtenOf = ({ written }: ContainerDisk): bigint => written;
const logOf = ({ log }: ContainerDisk): bigint => log ?? 0n;

function sum<T>(some: readonly T[], bytesOf: (one: T) => bigint): bigint {
  return some.reduce((total, one) => total + bytesOf(one), 0n);
}

export function filesystemRows({ filesystems }: DiskUsage): string[][] {
  const rows = filesystems.map(({ mountpoint, used, space }) => [
    mountpoint,
    bytesText(used),
    bytesText(space?.free),
    bytesText(space?.size),
  ]);
  return [['IMAGE FILE SYSTEM', 'OF THE RUNTIME', 'FREE', 'SIZE'], ...rows];
}

/** The largest first. */
export function imageDiskRows({ images }: DiskUsage): string[][] {
  const rows = [...images]
    .sort((a, b) => (a.image.size < b.image.size ? 1 : -1))
    .map(({ image, users, isReclaimable }) => [
      shortId(image.id),
      image.repoTags[0] ?? image.repoDigests[0] ?? NOTHING,
      bytesText(image.size),
      String(users),
      isReclaimable ? 'yes' : 'no',
    ]);
  return [['IMAGE ID', 'IMAGE', 'SIZE', 'CONTAINERS', 'RECLAIMABLE'], ...rows];
}

/** Those that take most, their logs included, first. */
export function containerDiskRows({ containers }: DiskUsage): string[][] {
  const rows = [...containers]
    .sort((a, b) => (writtenOf(a) + logOf(a) < writtenOf(b) + logOf(b) ? 1 : -1))
    .map(({ container, written, log, isReclaimable }) => [
      shortId(container.id),
      container.metadata?.name ?? '',
      stateWord(container.state) ?? String(container.state),
      bytesText(written),
      bytesText(log),
      isReclaimable ? 'yes' : 'no',
    ]);
  return [['CONTAINER', 'NAME', 'STATE', 'WRITTEN', 'LOG', 'RECLAIMABLE'], ...rows];
}

export function diskUsageDocument({ images, containers, filesystems }: DiskUsage): object {
  const text = (bytes: bigint | undefined): string | null => (bytes === undefined ? null : String(bytes));
  return {
    images: images.map(({ image, users, isReclaimable }) => {
      return { id: image.id, repoTags: image.repoTags, size: text(image.size), containers: users, isReclaimable };
    }),
    containers: containers.map(({ container, written, log, isReclaimable }) => {
      const { id, metadata, state } = container;
      return { id, name: metadata?.name ?? '', state, written: text(written), log: text(log), isReclaimable };
    }),
    filesystems: filesystems.map(({ mountpoint, used, space }) => {
      return { mountpoint, used: text(used), size: text(space?.size), free: text(space?.free) };
    }),
  };
}
