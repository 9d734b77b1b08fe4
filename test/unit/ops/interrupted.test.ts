import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrixError } from '../../../src/errors.ts';
import { type RunInput, runContainer, runPodTidily } from '../../../src/ops/containers/run.ts';
import type { TidyUp } from '../../../src/ops/interrupted.ts';
import { fakeCri } from '../../support/fake-cri.ts';

const cancelled = new CrixError('cancelled', '');
const late = new CrixError('runtime', 'late', { code: 'DeadlineExceeded' });
const { signal } = new AbortController();
const metadata = { name: 'p', namespace: 'n', uid: 'u' };

function tidyUp(remove: boolean): TidyUp & { notes: string[] } {
  const notes: string[] = [];
  return { remove, startedAt: 100n, pauseMs: 0, notes, note: async (line) => void notes.push(line) };
}

function runInput(pull: RunInput['pull'] = async () => {}): RunInput {
  const container = { metadata: { name: 'c' }, image: { image: 'x' } };
  return { pod: { metadata }, container, runtimeHandler: '', timeoutMs: 1000, images: [{ image: 'x' }], pull, signal };
}

const podInput = { config: { metadata }, runtimeHandler: '', timeoutMs: 1000, signal };

function failWith(error: Error): () => never {
  return () => {
    throw error;
  };
}

test('a pod that a timed-out call made all the same is removed, older and other ones are not', async (context) => {
  const pods = [
    { id: 'older', metadata, createdAt: 99n },
    { id: 'other', metadata: { ...metadata, uid: 'v' }, createdAt: 101n },
    { id: 'made', metadata, createdAt: 101n },
  ];
  const cri = fakeCri(context, {
    runPodSandbox: failWith(late),
    listPodSandbox: () => ({ items: pods }),
    stopPodSandbox: () => ({}),
    removePodSandbox: () => ({}),
  });
  const tidy = tidyUp(true);
  await assert.rejects(runPodTidily(cri.runtime, podInput, tidy), /cannot run pod p: late/);
  assert.deepEqual(
    cri.calls.filter(({ method }) => method === 'removePodSandbox').map(({ request }) => request),
    [{ podSandboxId: 'made' }],
  );
  assert.deepEqual(tidy.notes, ['removed pod made, which was being made']);
});

test('clean-up does not use the signal that was aborted', async (context) => {
  const cri = fakeCri(context, { runPodSandbox: failWith(cancelled), listPodSandbox: () => ({}) });
  await assert.rejects(runPodTidily(cri.runtime, podInput, tidyUp(true)), cancelled);
  const looks = cri.calls.filter(({ method }) => method === 'listPodSandbox');
  assert.equal(looks.length, 3);
  assert.ok(looks.every(({ call }) => call?.signal !== undefined && call.signal !== signal));
});

test('without leave to remove, the thing is only named and nothing is asked', async (context) => {
  const cri = fakeCri(context, { runPodSandbox: failWith(late) });
  const tidy = tidyUp(false);
  await assert.rejects(runPodTidily(cri.runtime, podInput, tidy));
  assert.match(tidy.notes[0] ?? '', /may still start pod p \(namespace n\)/);
});

test('an ordinary failure makes no fuss', async (context) => {
  const cri = fakeCri(context, { runPodSandbox: failWith(new CrixError('runtime', 'no')) });
  const tidy = tidyUp(true);
  await assert.rejects(runPodTidily(cri.runtime, podInput, tidy), /cannot run pod p: no/);
  assert.deepEqual(tidy.notes, []);
});

test('run: pod, images, container, start, in this order', async (context) => {
  const order: string[] = [];
  const cri = fakeCri(context, {
    runPodSandbox: () => ({ podSandboxId: 'pod' }),
    createContainer: () => ({ containerId: 'ctr' }),
    startContainer: () => ({}),
  });
  const pull = async () => void order.push(`pull after ${cri.calls.length}`);
  assert.equal(await runContainer(cri.runtime, runInput(pull), tidyUp(true)), 'ctr');
  assert.deepEqual(order, ['pull after 1']);
  assert.deepEqual(
    cri.calls.map(({ method }) => method),
    ['runPodSandbox', 'createContainer', 'startContainer'],
  );
});

test('run: a pod is removed again when the pull is cancelled', async (context) => {
  const cri = fakeCri(context, {
    runPodSandbox: () => ({ podSandboxId: 'pod' }),
    stopPodSandbox: () => ({}),
    removePodSandbox: () => ({}),
  });
  const tidy = tidyUp(true);
  await assert.rejects(runContainer(cri.runtime, runInput(failWith(cancelled)), tidy), cancelled);
  assert.deepEqual(tidy.notes, ['removed pod pod, which was being made']);
});

test('run: a pod stays when something fails, and is named', async (context) => {
  const cri = fakeCri(context, { runPodSandbox: () => ({ podSandboxId: 'pod' }) });
  const tidy = tidyUp(true);
  await assert.rejects(
    runContainer(cri.runtime, runInput(failWith(new CrixError('not-found', 'no image'))), tidy),
    /no image/,
  );
  assert.deepEqual(tidy.notes, ['pod pod was started and stays; remove it with `rmp -f pod`']);
});

test('a clean-up that fails says what may be left and keeps the first error', async (context) => {
  const cri = fakeCri(context, {
    runPodSandbox: () => ({ podSandboxId: 'pod' }),
    stopPodSandbox: failWith(new CrixError('runtime', 'busy')),
  });
  const tidy = tidyUp(true);
  await assert.rejects(runContainer(cri.runtime, runInput(failWith(cancelled)), tidy), cancelled);
  assert.deepEqual(tidy.notes, ['pod pod may be left behind, it could not be removed: busy']);
});
