import { setTimeout as pause } from 'node:timers/promises';
import type { RuntimeService } from '../../cri/api.ts';
import type { ContainerEventResponse } from '../../cri/gen/types.ts';
import { CrixError, messageOf } from '../../errors.ts';

export type EventType = 'created' | 'started' | 'stopped' | 'deleted';

export interface EventFilter {
  /** Beginnings of container IDs; one has to fit, if there are any. */
  ids: readonly string[];
  /** Names of pods or beginnings of their IDs. */
  pods: readonly string[];
  types: readonly EventType[];
}

export interface EventDeps {
  signal: AbortSignal;
  /** Told why the stream ended, before it is opened again; undefined: its end is the end. */
  onLost: ((reason: string) => void) | undefined;
  /** Milliseconds to wait before the first new try; doubled up to half a minute. */
  retryMs: number;
}

const longestRetryMs = 30_000;

/** The runtime's events as they happen, with no deadline. @throws CrixError of kind unsupported, or why the stream broke */
export async function* watchEvents(
  runtime: RuntimeService,
  filter: EventFilter,
  deps: EventDeps,
): AsyncGenerator<ContainerEventResponse> {
  let waitMs = deps.retryMs;
  while (!deps.signal.aborted) {
    for await (const event of oneStream(runtime, deps)) {
      waitMs = deps.retryMs;
      if (isWanted(event, filter)) yield event;
    }
    if (deps.onLost === undefined) return;
    await pause(waitMs, undefined, { signal: deps.signal }).catch(() => {});
    waitMs = Math.min(waitMs * 2, longestRetryMs);
  }
}

/** Ends quietly when the caller wants to go on. */
async function* oneStream(
  runtime: RuntimeService,
  { signal, onLost }: EventDeps,
): AsyncGenerator<ContainerEventResponse> {
  try {
    yield* runtime.getContainerEvents({}, { timeoutMs: 0, signal });
    if (!signal.aborted) onLost?.('the runtime ended it');
  } catch (error) {
    if (signal.aborted) return;
    if (onLost === undefined || !isWorthRetrying(error)) throw explained(error);
    onLost(messageOf(error));
  }
}

function isWorthRetrying(error: unknown): boolean {
  return error instanceof CrixError && error.kind !== 'unsupported';
}

function explained(error: unknown): unknown {
  if (!(error instanceof CrixError) || error.kind !== 'unsupported') return error;
  return new CrixError('unsupported', 'this runtime does not report events (Unimplemented)', {
    code: 'Unimplemented',
    hint: 'containerd does from version 1.7 on',
    cause: error,
  });
}

/** `CONTAINER_STARTED_EVENT` as the word that people type and read. */
export function eventTypeOf({ containerEventType }: ContainerEventResponse): string {
  return String(containerEventType)
    .replace(/^CONTAINER_(.*)_EVENT$/, '$1')
    .toLowerCase();
}

function isWanted(event: ContainerEventResponse, { ids, pods, types }: EventFilter): boolean {
  const pod = event.podSandboxStatus;
  return (
    fits(ids, (id) => event.containerId.startsWith(id)) &&
    fits(pods, (name) => pod !== undefined && (pod.metadata?.name === name || pod.id.startsWith(name))) &&
    fits(types, (type) => eventTypeOf(event) === type)
  );
}

function fits<T>(wanted: readonly T[], isFit: (one: T) => boolean): boolean {
  return wanted.length === 0 || wanted.some(isFit);
}
