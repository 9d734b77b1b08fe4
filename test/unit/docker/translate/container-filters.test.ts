import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerState } from '../../../../src/cri/gen/types.ts';
import { containerChoice, containerFilterKeys } from '../../../../src/docker/translate/container-filters.ts';
import { readFilters } from '../../../../src/docker/translate/filters.ts';
import type { Surveyed } from '../../../../src/ops/containers/survey.ts';

function container(name: string, createdAt: bigint, state: ContainerState, facts: object = {}): Surveyed {
  const labels = { 'crix.dev/managed': 'docker', app: name };
  return {
    container: { id: `${name}0`.repeat(4), metadata: { name, attempt: 0 }, createdAt, state, labels, annotations: {} },
    pod: undefined,
    status: {
      state,
      exitCode: 3,
      mounts: [{ hostPath: '/srv', containerPath: '/data', readonly: false, propagation: 0 }],
      ...facts,
    },
    details: undefined,
  } as unknown as Surveyed;
}

const all = [
  container('web', 30n, 'CONTAINER_RUNNING'),
  container('job', 20n, 'CONTAINER_EXITED'),
  container('new', 10n, 'CONTAINER_CREATED'),
];

async function chosen(words: readonly string[], showsAll = true): Promise<string[]> {
  const choice = await containerChoice(readFilters(words, containerFilterKeys), { all: showsAll });
  const some = choice.choose(all);
  return (choice.keep === undefined ? some : some.filter(choice.keep)).map((one) => one.container.metadata?.name ?? '');
}

describe('which containers ps lists', () => {
  it('those that run, or all', async () => {
    assert.deepEqual(await chosen([], false), ['web']);
    assert.deepEqual(await chosen([]), ['web', 'job', 'new']);
  });

  it('a filter on the state shows what does not run, too', async () => {
    assert.deepEqual(await chosen(['status=exited'], false), ['job']);
    assert.deepEqual(await chosen(['status=exited', 'status=created'], false), ['job', 'new']);
    await assert.rejects(chosen(['status=zzz']), { kind: 'failure', message: /zzz/ });
  });

  it('names are patterns, with and without the slash', async () => {
    assert.deepEqual(await chosen(['name=e']), ['web', 'new']);
    assert.deepEqual(await chosen(['name=^/?(job|new)$']), ['job', 'new']);
    assert.deepEqual(await chosen(['name=(']), []);
  });

  it('before and since go by a container, which has to be there', async () => {
    assert.deepEqual(await chosen(['before=job']), ['new']);
    assert.deepEqual(await chosen(['since=new', 'before=web']), ['job']);
    await assert.rejects(chosen(['since=zzz']), { kind: 'not-found', message: 'No such container: zzz' });
  });

  it('exit codes and volumes take the status', async () => {
    assert.deepEqual(await chosen(['exited=3']), ['job']);
    assert.deepEqual(await chosen(['exited=1']), []);
    assert.deepEqual(await chosen(['volume=/srv', 'label=app=web']), ['web']);
    await assert.rejects(chosen(['exited=x']), { message: /exited=x/ });
  });

  it('there are no health checks and no tasks', async () => {
    assert.deepEqual(await chosen(['health=none']), ['web', 'job', 'new']);
    assert.deepEqual(await chosen(['health=healthy']), []);
    assert.deepEqual(await chosen(['is-task=true']), []);
  });

  it('pods are asked for only where a filter needs them', async () => {
    const needs = async (word: string) =>
      (await containerChoice(readFilters([word], containerFilterKeys), { all: true })).needsPods;
    assert.deepEqual(await Promise.all(['id=a', 'label=a', 'name=a', 'publish=80'].map(needs)), [
      false,
      false,
      true,
      true,
    ]);
  });
});
