import type { ContainerNeed, ListedContainer } from '../ops/containers/listed.ts';
import { formatAge } from '../output/ages.ts';
import { formatBytes } from '../output/units.ts';
import { type Column, labelsText, NOTHING, plainColumns } from './columns.ts';
import { containerHeads, containerTexts } from './containers.ts';
import { restartsOf } from './restarts.ts';

type ContainerColumn = Column<ListedContainer, ContainerNeed>;

const SIZE_DIGITS = 3;

const furtherColumns: readonly ContainerColumn[] = [
  {
    name: 'ImageName',
    head: 'IMAGE',
    needs: 'image',
    text: ({ container, image }) => image?.repoTags[0] ?? container.image?.image ?? NOTHING,
  },
  {
    name: 'ImageSize',
    head: 'IMAGE SIZE',
    needs: 'image',
    text: ({ image }) => (image === undefined ? NOTHING : formatBytes(image.size, SIZE_DIGITS)),
    order: ({ image }) => image?.size,
  },
  {
    name: 'Restarts',
    head: 'RESTARTS',
    text: ({ container }) => String(restartsOf(container)),
    order: ({ container }) => restartsOf(container),
  },
  {
    name: 'Started',
    head: 'STARTED',
    needs: 'status',
    text: (row, { now }) => ageText(startedAt(row), now),
    order: startedAt,
  },
  {
    name: 'Finished',
    head: 'FINISHED',
    needs: 'status',
    text: (row, { now }) => ageText(finishedAt(row), now),
    order: finishedAt,
  },
  {
    name: 'ExitCode',
    head: 'EXIT',
    needs: 'status',
    text: (row) => String(exitCode(row) ?? NOTHING),
    order: exitCode,
  },
  { name: 'Reason', head: 'REASON', needs: 'status', text: ({ status }) => status?.reason || NOTHING },
  { name: 'Message', head: 'MESSAGE', needs: 'status', text: ({ status }) => status?.message || NOTHING },
  { name: 'LogPath', head: 'LOG', needs: 'status', text: ({ status }) => status?.logPath || NOTHING },
  { name: 'PodIP', head: 'POD IP', needs: 'pod', text: ({ pod }) => pod?.network?.ip || NOTHING },
  {
    name: 'Memory',
    head: 'MEMORY',
    needs: 'stats',
    text: (row) => sizeText(memoryBytes(row)),
    order: memoryBytes,
  },
  { name: 'Disk', head: 'DISK', needs: 'stats', text: (row) => sizeText(diskBytes(row)), order: diskBytes },
];

export const containerColumns: readonly ContainerColumn[] = [
  ...plainColumns<ListedContainer>(
    containerHeads(),
    ({ container }, look) => ({ ...containerTexts(container, look), Labels: labelsText(container.labels) }),
    {
      Created: ({ container }) => container.createdAt,
      Attempt: ({ container }) => container.metadata?.attempt ?? 0,
    },
  ),
  ...furtherColumns,
];

/** What `-o wide` shows: the plain table, with names for images, and more to its right. */
export const wideContainerColumns: readonly string[] = [
  'ID',
  'ImageName',
  'Created',
  'State',
  'Name',
  'Attempt',
  'PodID',
  'Pod',
  'Namespace',
  'Started',
  'ExitCode',
  'Reason',
  'PodIP',
  'ImageSize',
];

function ageText(moment: bigint | undefined, now: bigint): string {
  return moment === undefined ? NOTHING : formatAge(moment, now);
}

function sizeText(bytes: bigint | undefined): string {
  return bytes === undefined ? NOTHING : formatBytes(bytes, SIZE_DIGITS);
}

function startedAt({ status }: ListedContainer): bigint | undefined {
  return status === undefined || status.startedAt <= 0n ? undefined : status.startedAt;
}

function finishedAt({ status }: ListedContainer): bigint | undefined {
  return status === undefined || status.finishedAt <= 0n ? undefined : status.finishedAt;
}

function exitCode({ status }: ListedContainer): number | undefined {
  return status?.state === 'CONTAINER_EXITED' ? status.exitCode : undefined;
}

function memoryBytes({ stats }: ListedContainer): bigint | undefined {
  return stats?.memory?.workingSetBytes?.value;
}

/** Before its first measurement containerd says 0 with no time to it. */
function diskBytes({ stats }: ListedContainer): bigint | undefined {
  const layer = stats?.writableLayer;
  return layer === undefined || layer.timestamp === 0n ? undefined : layer.usedBytes?.value;
}
