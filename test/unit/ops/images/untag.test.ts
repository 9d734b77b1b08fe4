import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Containerd } from '../../../../src/containerd/api.ts';
import { removeTagged } from '../../../../src/ops/images/untag.ts';
import { fakeCri, type Stubs } from '../../../support/fake-cri.ts';

const id = `sha256:${'a'.repeat(64)}`;
const tags = (...repoTags: string[]) => ({ image: { id, repoTags, repoDigests: ['r.io/x@sha256:d'] } });
const input = { reference: 'r.io/x:1', typed: 'r.io/x:1', isId: false, force: false };

/** containerd's image service, and the names that it was told to forget. */
function naming(forgotten: unknown[]): Containerd {
  const images = {
    delete: async (request: unknown) => {
      forgotten.push(request);
      return {};
    },
  };
  return { images } as unknown as Containerd;
}

const unused: Stubs = { listContainers: () => ({}) };

describe('removeTagged', () => {
  it('removes an image with its only name', async (test) => {
    const cri = fakeCri(test, { ...unused, imageStatus: () => tags('r.io/x:1'), removeImage: () => ({}) });
    const removed = await removeTagged(cri, undefined, input);
    assert.deepEqual(removed, { untagged: ['r.io/x:1', 'r.io/x@sha256:d'], deleted: id });
  });

  it('takes away one name of several by containerd', async (test) => {
    const replies = [tags('r.io/x:1', 'r.io/x:2'), tags('r.io/x:1', 'r.io/x:2'), tags('r.io/x:2')];
    const cri = fakeCri(test, { imageStatus: () => replies.shift() ?? tags('r.io/x:2') });
    const forgotten: unknown[] = [];
    assert.deepEqual(await removeTagged(cri, naming(forgotten), input), { untagged: ['r.io/x:1'], deleted: undefined });
    assert.deepEqual(forgotten, [{ name: 'r.io/x:1', sync: true }]);
  });

  it('says which other names would go elsewhere, unless it is forced', async (test) => {
    const cri = fakeCri(test, { imageStatus: () => tags('r.io/x:1', 'r.io/x:2') });
    await assert.rejects(removeTagged(cri, undefined, input), /CRI removes all of them: r\.io\/x:2/);
    const forced = fakeCri(test, { imageStatus: () => tags('r.io/x:1', 'r.io/x:2'), removeImage: () => ({}) });
    assert.equal((await removeTagged(forced, undefined, { ...input, force: true })).deleted, id);
  });

  it('leaves an image that a container was made from, in any state', async (test) => {
    const user = { id: 'c'.repeat(64), state: 'CONTAINER_EXITED', imageRef: id } as const;
    const cri = fakeCri(test, { imageStatus: () => tags('r.io/x:1'), listContainers: () => ({ containers: [user] }) });
    await assert.rejects(removeTagged(cri, undefined, input), /^CrixError: conflict: .*container c{12} is using/);
  });

  it('wants force for an ID with names in several repositories', async (test) => {
    const cri = fakeCri(test, { imageStatus: () => tags('r.io/x:1', 'r.io/y:1') });
    const byId = { reference: id, typed: 'aaa', isId: true, force: false };
    await assert.rejects(removeTagged(cri, undefined, byId), /must be forced/);
  });

  it('says that there is none', async (test) => {
    const cri = fakeCri(test, { imageStatus: () => ({}) });
    await assert.rejects(removeTagged(cri, undefined, input), {
      kind: 'not-found',
      message: 'No such image: r.io/x:1',
    });
  });
});
