import type { Cri } from '../../cri/api.ts';
import { type Surveyed, surveyContainers } from './survey.ts';

/** Something that happened to a container. */
export interface ContainerChange {
  kind: 'create' | 'start' | 'die' | 'destroy';
  /** Nanoseconds since 1970. */
  at: bigint;
  one: Surveyed;
  /** Of `die`; undefined when the container was removed before anybody could look. */
  exitCode: number | undefined;
}

export interface ChangeDeps {
  signal: AbortSignal;
  now(): bigint;
  /** Resolves when something may have changed, at the latest after a while; at once when the signal is aborted. */
  wait(): Promise<void>;
}

type Known = ReadonlyMap<string, Surveyed>;

/** What is known of the past of the containers that are still there, in the order of time. */
export async function pastChanges(cri: Cri): Promise<ContainerChange[]> {
  const all = await look(cri, new Map());
  return [...all.values()].flatMap((one) => changesOf(undefined, one)).sort(byTime);
}

/**
 * What happens from now on. Lists are compared, so that it works with any runtime; times are those that the runtime noted. A
 * container that comes and goes between two looks is not seen.
 */
export async function* watchChanges(cri: Cri, deps: ChangeDeps): AsyncGenerator<ContainerChange> {
  let known = await look(cri, new Map());
  while (!deps.signal.aborted) {
    await deps.wait();
    if (deps.signal.aborted) return;
    const current = await look(cri, known);
    const changes = [...current.values()].flatMap((one) => changesOf(known.get(one.container.id), one));
    for (const [id, before] of known) if (!current.has(id)) changes.push(...endOf(before, deps.now()));
    known = current;
    yield* changes.sort(byTime);
  }
}

/** All containers. The status is asked for only where the state is another one than before. */
async function look(cri: Cri, known: Known): Promise<Known> {
  let listed: readonly Surveyed[] = [];
  const changed = await surveyContainers(cri, {
    state: undefined,
    needs: { pods: true, status: 'plain' },
    choose(all) {
      listed = all;
      return all.filter(({ container: { id, state } }) => known.get(id)?.container.state !== state);
    },
    limit: Number.POSITIVE_INFINITY,
  });
  const news = new Map(changed.map((one) => [one.container.id, one]));
  const all = listed.map(({ container: { id } }) => news.get(id) ?? known.get(id)).filter((one) => one !== undefined);
  return new Map(all.map((one) => [one.container.id, one]));
}

function changesOf(before: Surveyed | undefined, one: Surveyed): ContainerChange[] {
  const { status } = one;
  if (before === one || status === undefined) return [];
  const { createdAt, startedAt, finishedAt, exitCode, state } = status;
  const changes: ContainerChange[] = [];
  if (before === undefined) changes.push({ kind: 'create', at: createdAt, one, exitCode: undefined });
  if (startedAt > 0n && before?.status?.startedAt !== startedAt) {
    changes.push({ kind: 'start', at: startedAt, one, exitCode: undefined });
  }
  if (state === 'CONTAINER_EXITED' && before?.status?.finishedAt !== finishedAt) {
    changes.push({ kind: 'die', at: finishedAt, one, exitCode });
  }
  return changes;
}

/** What was running when it was last seen must have ended too. */
function endOf(one: Surveyed, now: bigint): ContainerChange[] {
  const wasRunning = one.container.state === 'CONTAINER_RUNNING';
  return [
    ...(wasRunning ? [{ kind: 'die', at: now, one, exitCode: undefined } as const] : []),
    { kind: 'destroy', at: now, one, exitCode: undefined },
  ];
}

function byTime(a: ContainerChange, b: ContainerChange): number {
  return a.at === b.at ? 0 : a.at < b.at ? -1 : 1;
}
