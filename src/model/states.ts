import type { ContainerState, PodSandboxState } from '../cri/gen/types.ts';
import { usageError } from '../errors.ts';

const CONTAINER_STATES: Readonly<Record<string, ContainerState>> = {
  created: 'CONTAINER_CREATED',
  running: 'CONTAINER_RUNNING',
  exited: 'CONTAINER_EXITED',
  unknown: 'CONTAINER_UNKNOWN',
};

const POD_STATES: Readonly<Record<string, PodSandboxState>> = {
  ready: 'SANDBOX_READY',
  notready: 'SANDBOX_NOTREADY',
};

const WORDS: Readonly<Record<string, string>> = {
  CONTAINER_CREATED: 'Created',
  CONTAINER_RUNNING: 'Running',
  CONTAINER_EXITED: 'Exited',
  CONTAINER_UNKNOWN: 'Unknown',
  SANDBOX_READY: 'Ready',
  SANDBOX_NOTREADY: 'NotReady',
};

/** @throws CrixError of kind usage that lists the states */
export function parseContainerState(word: string): ContainerState {
  return parseState(CONTAINER_STATES, word);
}

/** @throws CrixError of kind usage that lists the states */
export function parsePodState(word: string): PodSandboxState {
  return parseState(POD_STATES, word);
}

function parseState<State>(states: Readonly<Record<string, State>>, word: string): State {
  const name = word.toLowerCase();
  const state = Object.hasOwn(states, name) ? states[name] : undefined;
  if (state !== undefined) return state;
  throw usageError(`unknown state ${JSON.stringify(word)} for --state`, `states: ${Object.keys(states).join(', ')}`);
}

/** A state as tables show it: `Running`; undefined for a number that only a newer runtime knows. */
export function stateWord(state: ContainerState | PodSandboxState): string | undefined {
  return WORDS[state];
}
