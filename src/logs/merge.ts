import type { LogRecord } from './records.ts';

export interface MergedRecord extends LogRecord {
  /** Index of the log that the line is from. */
  source: number;
}

interface Lane {
  batches: AsyncGenerator<LogRecord[]>;
  queue: LogRecord[];
  at: number;
  pending: Promise<void> | undefined;
  isDone: boolean;
}

/** After this long, logs that have nothing to say are not waited for: lines that are there are shown. */
const quietMs = 100;

export interface MergeOptions {
  follow: boolean;
  /** A log that cannot be read does not stop the others. */
  onFailure(source: number, error: unknown): void;
}

/**
 * Several logs as one, ordered by time. While all logs have lines at hand the order is exact; a followed log that is quiet does
 * not hold back the others.
 */
export async function* mergeRecords(
  logs: readonly AsyncGenerator<LogRecord[]>[],
  { follow, onFailure }: MergeOptions,
): AsyncGenerator<MergedRecord[]> {
  const lanes = logs.map((batches): Lane => ({ batches, queue: [], at: 0, pending: undefined, isDone: false }));
  try {
    for (;;) {
      for (const lane of lanes) refill(lane, (error) => onFailure(lanes.indexOf(lane), error));
      await (follow ? settled(lanes) : Promise.all(pendingOf(lanes)));
      if (!follow && !lanes.every(isSettled)) continue;
      const batch = takeOrdered(lanes);
      if (batch.length > 0) yield batch;
      else if (lanes.every((lane) => lane.isDone)) return;
      else await Promise.race(pendingOf(lanes));
    }
  } finally {
    for (const { batches } of lanes) void batches.return(undefined);
  }
}

function refill(lane: Lane, onFailure: (error: unknown) => void): void {
  if (lane.isDone || lane.pending !== undefined || !isEmpty(lane)) return;
  const put = (queue: LogRecord[], isDone: boolean): void => {
    Object.assign(lane, { pending: undefined, queue, at: 0, isDone });
  };
  lane.pending = lane.batches.next().then(
    ({ done, value }) => put(value ?? [], done === true),
    (error: unknown) => {
      put([], true);
      onFailure(error);
    },
  );
}

function isEmpty(lane: Lane): boolean {
  return lane.at >= lane.queue.length;
}

function isSettled(lane: Lane): boolean {
  return lane.isDone || !isEmpty(lane);
}

function pendingOf(lanes: readonly Lane[]): Promise<void>[] {
  return lanes.flatMap(({ pending }) => pending ?? []);
}

/** Waits until every log has lines at hand or has ended, or has been quiet for a while. */
async function settled(lanes: readonly Lane[]): Promise<void> {
  const pending = pendingOf(lanes);
  if (pending.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, quietMs);
  });
  try {
    await Promise.race([Promise.all(pending), quiet]);
  } finally {
    clearTimeout(timer);
  }
}

/** Takes lines in order until one of the logs has none left. */
function takeOrdered(lanes: readonly Lane[]): MergedRecord[] {
  const filled = lanes.filter((lane) => !isEmpty(lane));
  const batch: MergedRecord[] = [];
  while (filled.length > 0) {
    const first = filled.reduce((one, other) => (timeOf(other) < timeOf(one) ? other : one));
    batch.push({ ...(first.queue[first.at] as LogRecord), source: lanes.indexOf(first) });
    first.at++;
    if (isEmpty(first)) break;
  }
  return batch;
}

function timeOf(lane: Lane): bigint {
  return lane.queue[lane.at]?.time ?? 0n;
}
