import { dockerNameOf } from '../../model/docker-names.ts';
import { cpuPercent } from '../../ops/stats/cpu-percent.ts';
import type { FullSample } from '../../ops/stats/full-samples.ts';
import type { RowFields } from '../../output/row-format.ts';
import { formatBinaryBytes, formatBytes } from '../../output/units.ts';
import { shortDockerId } from '../shape/names.ts';

export const statsTable =
  'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

export const statsHeads: RowFields = {
  BlockIO: 'BLOCK I/O',
  CPUPerc: 'CPU %',
  Container: 'CONTAINER',
  ID: 'CONTAINER ID',
  MemPerc: 'MEM %',
  MemUsage: 'MEM USAGE / LIMIT',
  Name: 'NAME',
  NetIO: 'NET I/O',
  PIDs: 'PIDS',
};

/** `typed` is how the container was asked for; undefined: nobody asked for it by name. */
export function statsRow(
  before: FullSample | undefined,
  after: FullSample,
  { typed, noTrunc }: { typed: string | undefined; noTrunc: boolean },
): RowFields {
  const { status, stats, counters, isRunning } = after;
  const used = isRunning ? (stats?.memory?.workingSetBytes?.value ?? 0n) : 0n;
  const limit = isRunning ? after.memoryLimit : 0n;
  const ofLimit = limit === 0n ? 0 : (Number(used) / Number(limit)) * 100;
  return {
    BlockIO: pair(counters?.readBytes, counters?.writtenBytes),
    CPUPerc: isRunning && before === undefined ? '--' : `${cpuOf(before, after).toFixed(2)}%`,
    Container: typed ?? shortDockerId(status.id),
    ID: noTrunc ? status.id : shortDockerId(status.id),
    MemPerc: `${ofLimit.toFixed(2)}%`,
    MemUsage: `${formatBinaryBytes(used)} / ${formatBinaryBytes(limit)}`,
    Name: dockerNameOf(status),
    NetIO: pair(counters?.receivedBytes, counters?.sentBytes),
    PIDs: String(counters?.processes ?? 0),
  };
}

function pair(one = 0n, other = 0n): string {
  return `${formatBytes(one, 3)} / ${formatBytes(other, 3)}`;
}

/** Of one core. A clock that stands still means that nothing was used. */
function cpuOf(before: FullSample | undefined, { status, stats, isRunning }: FullSample): number {
  if (!isRunning || before?.stats === undefined || stats === undefined) return 0;
  return cpuPercent(readingOf(before.stats), readingOf(stats), status.id, 'zero');
}

function readingOf({ cpu }: NonNullable<FullSample['stats']>) {
  return { usageNs: cpu?.usageCoreNanoSeconds?.value ?? 0n, readAt: cpu?.timestamp ?? 0n };
}
