import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { type SurveyInput, surveyContainers } from '../../../../src/ops/containers/survey.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

const containers = ['a', 'b', 'c'].map((id, at) => ({
  id,
  podSandboxId: `pod-${id}`,
  metadata: { name: id },
  createdAt: BigInt(at),
  state: 'CONTAINER_RUNNING' as const,
}));

const lists: Stubs = { listContainers: () => ({ containers }) };
const status: NonNullable<Stubs['containerStatus']> = ({ containerId }) => {
  if (containerId === 'b') throw new CrixError('not-found', 'gone');
  return { status: { id: containerId, exitCode: 7 }, info: { info: '{"pid":5}' } };
};

const everything: SurveyInput = {
  state: undefined,
  needs: { pods: false, status: 'none' },
  choose: (all) => all,
  limit: Number.POSITIVE_INFINITY,
};

describe('surveyContainers', () => {
  it('lists the newest first and asks for nothing that is not needed', async (test) => {
    const cri = fakeCri(test, lists);
    const found = await surveyContainers(cri, everything);
    assert.deepEqual(
      found.map(({ container }) => container.id),
      ['c', 'b', 'a'],
    );
    assert.equal(cri.calls.length, 1);
  });

  it('asks for the status of what is left, and leaves out what is removed meanwhile', async (test) => {
    const cri = fakeCri(test, { ...lists, containerStatus: status });
    const input = { ...everything, needs: { pods: false, status: 'details' as const }, limit: 2 };
    const found = await surveyContainers(cri, input);
    assert.deepEqual(
      found.map(({ container, details }) => [container.id, details?.pid]),
      [['c', 5]],
    );
    assert.equal(cri.calls.filter(({ method }) => method === 'containerStatus').length, 2);
  });

  it('counts the limit after what takes the status', async (test) => {
    const cri = fakeCri(test, { ...lists, containerStatus: status });
    const keep: SurveyInput['keep'] = (one) => one.container.id === 'a' && one.status?.exitCode === 7;
    const found = await surveyContainers(cri, { ...everything, keep, limit: 1 });
    assert.deepEqual(
      found.map(({ container }) => container.id),
      ['a'],
    );
  });

  it('joins containers with their pods', async (test) => {
    const cri = fakeCri(test, {
      ...lists,
      listPodSandbox: () => ({ items: [{ id: 'pod-b', metadata: { name: 'p' } }] }),
    });
    const found = await surveyContainers(cri, { ...everything, needs: { pods: true, status: 'none' } });
    assert.deepEqual(
      found.map(({ pod }) => pod?.metadata?.name),
      [undefined, 'p', undefined],
    );
  });
});
