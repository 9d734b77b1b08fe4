import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerState } from '../../../../src/cri/gen/types.ts';
import { dockerState, statusText } from '../../../../src/docker/shape/states.ts';

const minute = 60_000_000_000n;
const now = 1_000_000n * minute;
const status = (state: ContainerState, facts: object = {}) =>
  statusText({ state, startedAt: now - 3n * minute, finishedAt: 0n, exitCode: 0, ...facts }, now);

describe('docker words for the state of a container', () => {
  it('are those that ps shows', () => {
    assert.equal(status('CONTAINER_CREATED'), 'Created');
    assert.equal(status('CONTAINER_RUNNING'), 'Up 3 minutes');
    assert.equal(
      status('CONTAINER_EXITED', { exitCode: 137, finishedAt: now - 120n * minute }),
      'Exited (137) 2 hours ago',
    );
    assert.equal(status('CONTAINER_UNKNOWN'), 'Dead');
  });

  it('are dead for a state that nobody knows', () => {
    assert.deepEqual(
      (['CONTAINER_RUNNING', 'CONTAINER_EXITED', 'CONTAINER_CREATED', 'CONTAINER_UNKNOWN', 9] as const).map((state) =>
        dockerState(state as ContainerState),
      ),
      ['running', 'exited', 'created', 'dead', 'dead'],
    );
  });
});
