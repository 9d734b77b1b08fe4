import type { ThingsOnDisk } from '../../ops/node/things-on-disk.ts';
import type { RowFields } from '../../output/row-format.ts';
import { formatBytes } from '../../output/units.ts';
import { type ContainerLook, containerRow } from './containers.ts';
import { imageRows } from './images.ts';

export const usageTable = 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}';

export const usageHeads: RowFields = {
  Active: 'ACTIVE',
  Reclaimable: 'RECLAIMABLE',
  Size: 'SIZE',
  TotalCount: 'TOTAL',
  Type: 'TYPE',
};

export const usageImageTable =
  'table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}';

export const usageContainerTable =
  'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}';

interface Kind {
  type: string;
  total: number;
  active: number;
  size: bigint;
  reclaimable: bigint;
}

/** A row for each kind of thing. CRI has neither volumes nor a build cache. */
export function usageRows({ images, containers }: ThingsOnDisk): RowFields[] {
  const sum = (sizes: readonly bigint[]): bigint => sizes.reduce((total, size) => total + size, 0n);
  const unused = images.filter(({ users }) => users === 0);
  const running = containers.filter(({ container }) => container.state === 'CONTAINER_RUNNING');
  const written = sum(containers.map(({ size }) => size.writable));
  const kinds: Kind[] = [
    {
      type: 'Images',
      total: images.length,
      active: images.length - unused.length,
      size: sum(images.map(({ image }) => image.size)),
      reclaimable: sum(unused.map(({ image }) => image.size)),
    },
    {
      type: 'Containers',
      total: containers.length,
      active: running.length,
      size: written,
      reclaimable: written - sum(running.map(({ size }) => size.writable)),
    },
    { type: 'Local Volumes', total: 0, active: 0, size: 0n, reclaimable: 0n },
    { type: 'Build Cache', total: 0, active: 0, size: 0n, reclaimable: 0n },
  ];
  return kinds.map(({ type, total, active, size, reclaimable }) => ({
    Active: String(active),
    Reclaimable: reclaimableText(reclaimable, size),
    Size: formatBytes(size, 4),
    TotalCount: String(total),
    Type: type,
  }));
}

function reclaimableText(bytes: bigint, of: bigint): string {
  return of === 0n ? formatBytes(bytes, 4) : `${formatBytes(bytes, 4)} (${(bytes * 100n) / of}%)`;
}

export function usageImageRows({ images }: ThingsOnDisk, look: ContainerLook): RowFields[] {
  return images.flatMap(({ image, spec, users }) => {
    const rows = imageRows({ image, spec }, { ...look, digests: false });
    return rows.map((row) => ({ ...row, Containers: String(users) }));
  });
}

/** The size here is that of the container alone. */
export function usageContainerRows({ containers }: ThingsOnDisk, look: ContainerLook): RowFields[] {
  return containers.map((one) => containerRow(one, look, { ...one.size, image: 0n }));
}
