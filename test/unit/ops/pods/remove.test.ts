import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removePod } from '../../../../src/ops/pods/remove.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const ready = { podSandboxStatus: () => ({ status: { id: 'p', state: 'SANDBOX_READY' as const } }) };
const stopped = { podSandboxStatus: () => ({ status: { id: 'p', state: 'SANDBOX_NOTREADY' as const } }) };

function listening() {
  const steps: string[] = [];
  return { steps, done: async ({ step }: { step: string }) => void steps.push(step) };
}

test('a pod that is ready is refused without force', async (context) => {
  const cri = fakeCri(context, ready);
  await assert.rejects(removePod(cri.runtime, 'p', { force: false }, listening()), /pod p is still running/);
});

test('with force it is stopped first', async (context) => {
  const cri = fakeCri(context, { ...ready, stopPodSandbox: () => ({}), removePodSandbox: () => ({}) });
  const report = listening();
  await removePod(cri.runtime, 'p', { force: true }, report);
  assert.deepEqual(report.steps, ['stopped', 'removed']);
});

test('a stopped pod is only removed, with force or without', async (context) => {
  const cri = fakeCri(context, { ...stopped, removePodSandbox: () => ({}) });
  const report = listening();
  await removePod(cri.runtime, 'p', { force: true }, report);
  assert.deepEqual(report.steps, ['removed']);
});
