import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { type Moment, moments } from '../../../../src/ops/node/moments.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const event = { containerId: 'a'.repeat(64), containerEventType: 'CONTAINER_STARTED_EVENT' as const };

async function take(count: number, list: AsyncIterable<Moment>): Promise<string> {
  const seen: Moment[] = [];
  for await (const moment of list) {
    seen.push(moment);
    if (seen.length === count) break;
  }
  return seen.join(' ');
}

/** Time passes as fast as it can, but lets events in. */
const pause = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const { signal } = new AbortController();

test('without events a list is stale every second step', async (context) => {
  const { runtime } = fakeCri(context, {
    async *getContainerEvents() {
      yield* [];
      throw new CrixError('unsupported', 'unknown method', { code: 'Unimplemented' });
    },
  });
  const seen = await take(7, moments(runtime, { signal, pause, hasEvents: true }));
  assert.match(seen, /stale later stale later stale$/);
  const none = fakeCri(context, {}).runtime;
  assert.equal(await take(4, moments(none, { signal, pause, hasEvents: false })), 'stale later stale later');
});

test('an event makes it stale at once, a quiet stream after ten steps', async (context) => {
  const { runtime } = fakeCri(context, {
    async *getContainerEvents(_request, call) {
      yield event;
      await new Promise((resolve) => call?.signal?.addEventListener('abort', resolve));
    },
  });
  // Of a pause that never ends only an event can wake it.
  const asleep = (ms: number): Promise<void> => (ms === 100 ? pause() : new Promise(() => undefined));
  assert.equal(await take(2, moments(runtime, { signal, pause: asleep, hasEvents: true })), 'stale stale');
  const quiet = fakeCri(context, {
    async *getContainerEvents(_request, call) {
      await new Promise((resolve) => call?.signal?.addEventListener('abort', resolve));
      yield* [];
    },
  });
  const seen = await take(11, moments(quiet.runtime, { signal, pause, hasEvents: true }));
  assert.equal(seen, `stale ${'later '.repeat(9)}stale`);
});

test('an aborted signal ends it', async (context) => {
  const stop = new AbortController();
  const { runtime } = fakeCri(context, {});
  const seen: Moment[] = [];
  for await (const moment of moments(runtime, { signal: stop.signal, pause, hasEvents: false })) {
    seen.push(moment);
    if (seen.length === 3) stop.abort();
  }
  assert.deepEqual(seen, ['stale', 'later', 'stale']);
});
