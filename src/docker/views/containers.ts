import { dockerNameOf } from '../../model/docker-names.ts';
import { withoutMark } from '../../model/managed.ts';
import { argvOf } from '../../ops/containers/details.ts';
import { memoryOf } from '../../ops/containers/memory.ts';
import { portsOf } from '../../ops/containers/ports.ts';
import type { ContainerSize } from '../../ops/containers/sizes.ts';
import type { Surveyed } from '../../ops/containers/survey.ts';
import { formatAge } from '../../output/ages.ts';
import type { RowFields } from '../../output/row-format.ts';
import { formatBytes } from '../../output/units.ts';
import { labelHead, rowFields } from '../../views/list-document.ts';
import { portsText } from '../../views/ports.ts';
import { commandText, ellipsis } from '../shape/command-text.ts';
import { imageNameOf } from '../shape/image-names.ts';
import { mountsOf, networkNameOf } from '../shape/mounts.ts';
import { shortDockerId } from '../shape/names.ts';
import { dockerState, statusText } from '../shape/states.ts';
import { dockerTime } from '../shape/times.ts';

export const containerTable =
  'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';

export const containerHeads: RowFields = rowFields(
  {
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    ID: 'CONTAINER ID',
    Image: 'IMAGE',
    Labels: 'LABELS',
    LocalVolumes: 'LOCAL VOLUMES',
    Mounts: 'MOUNTS',
    Names: 'NAMES',
    Networks: 'NETWORKS',
    Ports: 'PORTS',
    RunningFor: 'CREATED',
    Size: 'SIZE',
    State: 'STATE',
    Status: 'STATUS',
  },
  {},
  labelHead,
);

export interface ContainerLook {
  now: bigint;
  noTrunc: boolean;
}

const mountLength = 15;

/** The fields of a row, all of them texts. */
export function containerRow(one: Surveyed, { now, noTrunc }: ContainerLook, size?: ContainerSize): RowFields {
  const { container, pod, status, details } = one;
  const labels = withoutMark(container.labels);
  const mounts = mountsOf(one).map(({ Source }) => (noTrunc ? Source : ellipsis(Source, mountLength)));
  const isRunning = container.state === 'CONTAINER_RUNNING';
  return rowFields(
    {
      Command: commandText(argvOf(details ?? {}), { noTrunc }),
      CreatedAt: dockerTime(container.createdAt),
      ID: noTrunc ? container.id : shortDockerId(container.id),
      Image: imageNameOf(one, { noTrunc }),
      Labels: labelsText(labels),
      LocalVolumes: '0',
      Mounts: mounts.join(','),
      Names: dockerNameOf(container, pod),
      Networks: networkNameOf(one),
      Ports: isRunning ? portsText(portsOf(container, memoryOf(pod))) : '',
      RunningFor: formatAge(container.createdAt, now),
      Size: sizeText(size),
      State: dockerState(container.state),
      Status: status === undefined ? '' : statusText(status, now),
    },
    {},
    (key) => labels[key] ?? '',
  );
}

export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key]}`)
    .join(',');
}

function sizeText(size: ContainerSize | undefined): string {
  const written = formatBytes(size?.writable ?? 0n, 3);
  return size === undefined || size.image === 0n
    ? written
    : `${written} (virtual ${formatBytes(size.image + size.writable, 3)})`;
}
