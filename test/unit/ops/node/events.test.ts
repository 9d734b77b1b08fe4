import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Init } from '../../../../src/cri/api.ts';
import type { ContainerEventResponse } from '../../../../src/cri/gen/types.ts';
import { CrixError } from '../../../../src/errors.ts';
import { type EventFilter, watchEvents } from '../../../../src/ops/node/events.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

type Event = Init<ContainerEventResponse>;

const events: Event[] = [
  { containerId: 'aa1', podSandboxStatus: { id: 'p1', metadata: { name: 'web' } } },
  {
    containerId: 'aa2',
    containerEventType: 'CONTAINER_STARTED_EVENT',
    podSandboxStatus: { id: 'p2', metadata: { name: 'db' } },
  },
  { containerId: 'bb1', containerEventType: 'CONTAINER_STOPPED_EVENT' },
];

const all: EventFilter = { ids: [], pods: [], types: [] };

/** The IDs of the events that come out of a stream per connection. */
async function watch(
  test: TestContext,
  streams: (() => AsyncIterable<Event>)[],
  opts: { filter?: EventFilter; reconnect?: boolean } = {},
) {
  const lost: string[] = [];
  const abort = new AbortController();
  let opened = 0;
  const { runtime } = fakeCri(test, {
    getContainerEvents: () => {
      const stream = streams[opened++];
      if (opened === streams.length && opts.reconnect) queueMicrotask(() => abort.abort());
      return stream?.() ?? of();
    },
  });
  const onLost = opts.reconnect ? (reason: string) => void lost.push(reason) : undefined;
  const ids: string[] = [];
  const deps = { signal: abort.signal, onLost, retryMs: 1 };
  for await (const event of watchEvents(runtime, opts.filter ?? all, deps)) ids.push(event.containerId);
  return { ids, lost };
}

async function* of(...items: Event[]): AsyncGenerator<Event> {
  yield* items;
}

async function* broken(error: Error, ...items: Event[]): AsyncGenerator<Event> {
  yield* items;
  throw error;
}

describe('watchEvents', () => {
  it('gives what the runtime sends and ends with it', async (test) => {
    assert.deepEqual(await watch(test, [() => of(...events)]), { ids: ['aa1', 'aa2', 'bb1'], lost: [] });
  });

  const filters: [string, Partial<EventFilter>, string[]][] = [
    ['beginnings of IDs', { ids: ['aa'] }, ['aa1', 'aa2']],
    ['any of several IDs', { ids: ['aa2', 'bb'] }, ['aa2', 'bb1']],
    ['names of pods', { pods: ['web'] }, ['aa1']],
    ['IDs of pods', { pods: ['p'] }, ['aa1', 'aa2']],
    ['types', { types: ['created', 'stopped'] }, ['aa1', 'bb1']],
    ['all filters at once', { ids: ['aa'], types: ['started'] }, ['aa2']],
  ];
  for (const [what, filter, ids] of filters) {
    it(`filters by ${what}`, async (test) => {
      assert.deepEqual((await watch(test, [() => of(...events)], { filter: { ...all, ...filter } })).ids, ids);
    });
  }

  it('says plainly that a runtime has no events', async (test) => {
    const error = new CrixError('unsupported', 'unknown method', { code: 'Unimplemented' });
    await assert.rejects(watch(test, [() => broken(error)]), {
      kind: 'unsupported',
      message: 'this runtime does not report events (Unimplemented)',
    });
  });

  it('fails when the stream breaks', async (test) => {
    await assert.rejects(watch(test, [() => broken(new CrixError('runtime', 'shutting down'))]), {
      message: 'shutting down',
    });
  });

  it('opens the stream again if told to, but not where there is none', async (test) => {
    const [one, two, three] = events as [Event, Event, Event];
    const streams = [() => broken(new CrixError('connect', 'gone'), one), () => of(two), () => of(three)];
    assert.deepEqual(await watch(test, streams, { reconnect: true }), {
      ids: ['aa1', 'aa2', 'bb1'],
      lost: ['gone', 'the runtime ended it'],
    });
    const error = new CrixError('unsupported', 'unknown method', { code: 'Unimplemented' });
    await assert.rejects(watch(test, [() => broken(error), () => of()], { reconnect: true }), { kind: 'unsupported' });
  });
});
