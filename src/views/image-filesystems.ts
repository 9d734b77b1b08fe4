import { tables } from '../cri/gen/tables.ts';
import type { FilesystemUsage, ImageFsInfoResponse } from '../cri/gen/types.ts';
import { toJson } from '../cri/json.ts';
import type { JsonValue } from '../json.ts';
import { formatBytes } from '../output/units.ts';

const sizeDigits = 4;

export function imageFilesystemsDocument(reply: ImageFsInfoResponse): Record<string, JsonValue> {
  return { status: toJson(tables.of('ImageFsInfoResponse'), reply) };
}

/** crictl's "table" of file systems is a list of lines. */
export function imageFilesystemsLines(reply: ImageFsInfoResponse): string {
  return [
    'Container Filesystem ',
    ...reply.containerFilesystems.flatMap(linesOf),
    'Image Filesystem ',
    ...reply.imageFilesystems.flatMap(linesOf),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function linesOf(usage: FilesystemUsage, index: number): string[] {
  return [
    `TimeStamp[${index}]: ${usage.timestamp}`,
    `Disk[${index}]: ${formatBytes(usage.usedBytes?.value ?? 0n, sizeDigits)}`,
    `Inodes[${index}]: ${usage.inodesUsed?.value ?? 0n}`,
    `Mountpoint[${index}]: ${usage.fsId?.mountpoint ?? ''}`,
  ];
}
