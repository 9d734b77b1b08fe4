import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pastChanges, watchChanges } from '../../../../src/ops/containers/changes.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

interface State {
  state: 'CONTAINER_CREATED' | 'CONTAINER_RUNNING' | 'CONTAINER_EXITED';
  startedAt?: bigint;
  finishedAt?: bigint;
  exitCode?: number;
}

/** A node whose containers are what `now` says at the moment. */
function node(now: () => Readonly<Record<string, State>>): Stubs {
  return {
    listContainers: () => ({
      containers: Object.entries(now()).map(([id, { state }]) => ({
        id,
        metadata: { name: id },
        state,
        createdAt: 1n,
      })),
    }),
    listPodSandbox: () => ({}),
    containerStatus: ({ containerId }) => ({
      status: { id: containerId, createdAt: 1n, ...now()[containerId ?? ''] },
      info: {},
    }),
  };
}

describe('watchChanges', () => {
  it('tells what happened between two looks, at the times of the runtime', async (test) => {
    const looks: Record<string, State>[] = [
      { old: { state: 'CONTAINER_RUNNING', startedAt: 2n } },
      { old: { state: 'CONTAINER_RUNNING', startedAt: 2n }, fresh: { state: 'CONTAINER_CREATED' } },
      {
        old: { state: 'CONTAINER_EXITED', startedAt: 2n, finishedAt: 9n, exitCode: 3 },
        fresh: { state: 'CONTAINER_EXITED', startedAt: 5n, finishedAt: 6n },
      },
      { fresh: { state: 'CONTAINER_EXITED', startedAt: 5n, finishedAt: 6n } },
    ];
    let at = 0;
    const end = new AbortController();
    const wait = async (): Promise<void> => {
      if (++at === looks.length) end.abort();
    };
    const cri = fakeCri(
      test,
      node(() => looks[Math.min(at, looks.length - 1)] ?? {}),
    );
    const seen: string[] = [];
    for await (const { kind, at: time, one, exitCode } of watchChanges(cri, {
      signal: end.signal,
      now: () => 99n,
      wait,
    })) {
      seen.push(`${kind} ${one.container.id} ${time} ${exitCode ?? '-'}`);
    }
    assert.deepEqual(seen, ['create fresh 1 -', 'start fresh 5 -', 'die fresh 6 0', 'die old 9 3', 'destroy old 99 -']);
  });

  it('says that a container which is gone has ended too', async (test) => {
    const looks: Record<string, State>[] = [{ a: { state: 'CONTAINER_RUNNING', startedAt: 2n } }, {}];
    let at = 0;
    const end = new AbortController();
    const wait = async (): Promise<void> => {
      if (++at === 2) end.abort();
    };
    const cri = fakeCri(
      test,
      node(() => looks[Math.min(at, 1)] ?? {}),
    );
    const seen: string[] = [];
    for await (const { kind } of watchChanges(cri, { signal: end.signal, now: () => 9n, wait })) seen.push(kind);
    assert.deepEqual(seen, ['die', 'destroy']);
  });
});

it('pastChanges tells the past of what is still there, in the order of time', async (test) => {
  const cri = fakeCri(
    test,
    node(() => ({
      a: { state: 'CONTAINER_EXITED', startedAt: 3n, finishedAt: 8n },
      b: { state: 'CONTAINER_RUNNING', startedAt: 5n },
    })),
  );
  const past = await pastChanges(cri);
  assert.deepEqual(
    past.map(({ kind, one }) => `${kind} ${one.container.id}`),
    ['create a', 'create b', 'start a', 'start b', 'die a'],
  );
});
