import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrixError } from '../../../src/errors.ts';
import { fetchEach } from '../../../src/ops/fetch-each.ts';

const { signal } = new AbortController();

test('each key is fetched once, what is gone is left out, other failures are told', async () => {
  const asked: string[] = [];
  const failures: unknown[] = [];
  const fetch = async (key: string): Promise<string> => {
    asked.push(key);
    if (key === 'gone') throw new CrixError('not-found', 'no such thing');
    if (key === 'bad') throw new CrixError('runtime', 'it broke');
    return key.toUpperCase();
  };
  const deps = { signal, onFailure: (error: unknown) => void failures.push((error as Error).message) };
  const found = await fetchEach(['a', 'gone', 'a', 'bad', 'b'], fetch, deps);
  assert.deepEqual(
    [...found],
    [
      ['a', 'A'],
      ['b', 'B'],
    ],
  );
  assert.deepEqual(asked, ['a', 'gone', 'bad', 'b']);
  assert.deepEqual(failures, ['it broke']);
});

test('a runtime that is gone is not asked a thousand times', async () => {
  let asked = 0;
  const keys = Array.from({ length: 1000 }, (_, at) => String(at));
  const fetch = (): Promise<string> => {
    asked++;
    return Promise.reject(new CrixError('connect', 'nobody listens'));
  };
  await assert.rejects(fetchEach(keys, fetch, { signal, onFailure: () => assert.fail() }), { kind: 'connect' });
  assert.ok(asked < 20, String(asked));
});
