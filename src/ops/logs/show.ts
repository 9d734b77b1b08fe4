import type { RuntimeService } from '../../cri/api.ts';
import type { FollowDeps } from '../../logs/follow.ts';
import type { StreamName } from '../../logs/line.ts';
import { type MergedRecord, mergeRecords } from '../../logs/merge.ts';
import { readLog } from '../../logs/read.ts';
import { readRecords } from '../../logs/records.ts';
import type { LogText } from '../../logs/render.ts';
import { toMoment } from '../../logs/stamp.ts';
import { type ContainerLog, isOver } from './find.ts';

export interface LogSelection {
  /** The last so many records; undefined: all. */
  tail: number | undefined;
  /** Nanoseconds since 1970. */
  since: bigint | undefined;
  until: bigint | undefined;
  stream: StreamName | undefined;
  limitBytes: number | undefined;
  timestamps: boolean;
}

export interface ShowDeps {
  /** Asked whether a followed container is over; undefined: there is no runtime to ask. */
  runtime: RuntimeService | undefined;
  /** Follow until this is aborted; undefined: end at the end of the log. */
  follow: AbortSignal | undefined;
  /** Aborted once the container is over, by someone who knows: the runtime is not asked then. */
  over?: AbortSignal;
  /** Told about lines that are no log lines. */
  onBadLine(text: string): void;
}

/** One log, as fast as it can be read. Each piece is valid until the next is asked for. */
export function showLog(
  log: ContainerLog,
  selection: LogSelection,
  deps: ShowDeps & { mixed: boolean },
): AsyncGenerator<LogText> {
  return readLog(log.path, { ...toOptions(log, selection, deps), mixed: deps.mixed });
}

/** Several logs, line by line in the order of time. */
export function showLogs(
  logs: readonly ContainerLog[],
  selection: LogSelection,
  deps: ShowDeps & { onFailure(log: ContainerLog, error: unknown): void },
): AsyncGenerator<MergedRecord[]> {
  const merged = mergeRecords(
    logs.map((log) => readRecords(log.path, toOptions(log, selection, deps))),
    {
      follow: deps.follow !== undefined,
      onFailure: (index, error) => deps.onFailure(logs[index] as ContainerLog, error),
    },
  );
  return selection.limitBytes === undefined ? merged : limited(merged, selection.limitBytes);
}

/** The limit holds for all logs together; names in front of lines do not count. */
async function* limited(batches: AsyncGenerator<MergedRecord[]>, limitBytes: number): AsyncGenerator<MergedRecord[]> {
  let left = limitBytes;
  for await (const batch of batches) {
    const kept: MergedRecord[] = [];
    for (const record of batch) {
      if (left <= 0) break;
      kept.push({ ...record, bytes: record.bytes.subarray(0, left) });
      left -= record.bytes.length;
    }
    if (kept.length > 0) yield kept;
    if (left <= 0) return;
  }
}

function toOptions(log: ContainerLog, selection: LogSelection, deps: ShowDeps) {
  const { follow, onBadLine } = deps;
  const { tail, since, until, stream, limitBytes, timestamps } = selection;
  return {
    timestamps,
    onBadLine,
    ...(tail === undefined ? {} : { tail }),
    ...(since === undefined ? {} : { since: toMoment(since) }),
    ...(until === undefined ? {} : { until: toMoment(until) }),
    ...(stream === undefined ? {} : { stream }),
    ...(limitBytes === undefined ? {} : { limitBytes }),
    ...(follow === undefined ? {} : { follow: { signal: follow, ...endOf(log, deps, follow) } }),
  };
}

function endOf(
  log: ContainerLog,
  { runtime, over }: ShowDeps,
  signal: AbortSignal,
): Pick<FollowDeps, 'isOver' | 'wake'> {
  return over === undefined
    ? { isOver: overOf(log, runtime, signal) }
    : { isOver: async () => over.aborted, wake: over };
}

function overOf(log: ContainerLog, runtime: RuntimeService | undefined, signal: AbortSignal): () => Promise<boolean> {
  return runtime === undefined ? () => Promise.resolve(false) : () => isOver(runtime, log, signal);
}
