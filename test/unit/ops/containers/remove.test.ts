import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeContainer } from '../../../../src/ops/containers/remove.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

const status = (state: 'CONTAINER_RUNNING' | 'CONTAINER_EXITED', logPath = '') => ({
  containerStatus: () => ({ status: { id: 'c', state, logPath } }),
});

async function remove(context: Parameters<typeof fakeCri>[0], stubs: Stubs, force: boolean) {
  const cri = fakeCri(context, stubs);
  const steps: string[] = [];
  const notes: string[] = [];
  const report = {
    done: async ({ step }: { step: string }) => void steps.push(step),
    note: async (line: string) => void notes.push(line),
  };
  await removeContainer(cri.runtime, 'c', { force, keepLogs: false, timeoutMs: 2000 }, report);
  return { steps, notes, methods: cri.calls.map(({ method }) => method) };
}

test('an exited container is removed', async (context) => {
  const result = await remove(context, { ...status('CONTAINER_EXITED'), removeContainer: () => ({}) }, false);
  assert.deepEqual(result.steps, ['removed']);
});

test('a running container is refused without force, nothing is called', async (context) => {
  await assert.rejects(remove(context, status('CONTAINER_RUNNING'), false), /container c is running/);
});

test('with force it is stopped without grace first', async (context) => {
  const stubs = {
    ...status('CONTAINER_RUNNING'),
    stopContainer: (request: { timeout?: bigint | undefined }) => {
      assert.equal(request.timeout, 0n);
      return {};
    },
    removeContainer: () => ({}),
  };
  const result = await remove(context, stubs, true);
  assert.deepEqual(result.methods, ['containerStatus', 'stopContainer', 'removeContainer']);
  assert.deepEqual(result.steps, ['stopped', 'removed']);
});

test('a log that is not there is a note', async (context) => {
  const stubs = { ...status('CONTAINER_EXITED', '/nowhere/0.log'), removeContainer: () => ({}) };
  const result = await remove(context, stubs, false);
  assert.deepEqual(result.notes, ['container c: log file /nowhere/0.log was not there']);
});
