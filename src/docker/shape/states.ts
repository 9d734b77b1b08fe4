import type { ContainerState, ContainerStatus } from '../../cri/gen/types.ts';
import { formatAge, formatSpan } from '../../output/ages.ts';

/** docker's word for a state. What a runtime no longer knows anything about is dead. */
export function dockerState(state: ContainerState): string {
  const words: Readonly<Record<string, string>> = {
    CONTAINER_CREATED: 'created',
    CONTAINER_RUNNING: 'running',
    CONTAINER_EXITED: 'exited',
  };
  return words[state] ?? 'dead';
}

/** The words that a status filter takes; CRI's containers are never in some of these states. */
export const dockerStates = ['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead'];

/** `Up 3 minutes`, `Exited (1) 2 hours ago`. */
export function statusText(
  { state, startedAt, finishedAt, exitCode }: Pick<ContainerStatus, 'state' | 'startedAt' | 'finishedAt' | 'exitCode'>,
  now: bigint,
): string {
  switch (state) {
    case 'CONTAINER_CREATED':
      return 'Created';
    case 'CONTAINER_RUNNING':
      return `Up ${formatSpan(now - startedAt)}`;
    case 'CONTAINER_EXITED':
      return `Exited (${exitCode}) ${formatAge(finishedAt, now)}`;
    default:
      return 'Dead';
  }
}
