import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { command } from '../../../src/commands/prune.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri, type Stubs } from '../../support/fake-cri.ts';
import { runCommand } from '../../support/run-command.ts';

const id = (digit: string) => digit.repeat(64);
const second = 1_000_000_000n;
const began = 1420070400n * second;
const mark = { 'crix.dev/managed': 'docker' };
const ours = { id: id('a'), podSandboxId: id('f'), metadata: { name: 'left' }, labels: mark, createdAt: began };
const over = { ...ours, state: 'CONTAINER_EXITED' as const, imageRef: `sha256:${id('1')}` };
const kubelets = { ...over, id: id('b'), labels: {}, imageRef: `sha256:${id('2')}` };
const images = [
  { id: `sha256:${id('1')}`, repoTags: ['left:1'], size: 1000n },
  { id: `sha256:${id('2')}`, repoTags: ['used:1'], size: 1000n },
  { id: `sha256:${id('3')}`, size: 500n },
  { id: `sha256:${id('4')}`, repoTags: ['spare:1'], size: 2000n },
  { id: `sha256:${id('5')}`, repoTags: ['pinned:1'], size: 1n, pinned: true },
];

const reading = {
  listContainers: ({ filter }: { filter?: { id?: string | undefined } | undefined }) => ({
    containers: [over, kubelets].filter((each) => each.id.startsWith(filter?.id ?? '')),
  }),
  listImages: () => ({ images }),
  version: () => ({ runtimeName: 'containerd', runtimeVersion: '2.0.0' }),
} satisfies Stubs;

const pod = { id: id('f'), metadata: { name: 'left', namespace: 'crix', uid: 'none' }, labels: mark };

const removing = (gone: string[]) =>
  ({
    podSandboxStatus: () => ({ status: pod }),
    containerStatus: () => ({ status: { id: over.id, state: over.state } }),
    removeContainer: ({ containerId = '' }: { containerId?: string | undefined }) => {
      gone.push(containerId);
      return {};
    },
    stopPodSandbox: () => ({}),
    removePodSandbox: () => ({}),
    removeImage: ({ image }: { image?: { image?: string | undefined } | undefined }) => {
      gone.push(image?.image ?? '');
      return {};
    },
  }) satisfies Stubs;

async function prune(test: TestContext, stubs: Stubs, ...words: string[]) {
  const context = fakeContext({ cri: fakeCri(test, stubs) });
  const status = await runCommand(command, context, ...words);
  return { status, out: context.io.out() };
}

describe('prune', () => {
  it("--dry-run shows what would go and touches nothing; the kubelet's, pinned and used stay", async (test) => {
    const { out } = await prune(test, reading, '--dry-run');
    assert.equal(out, `container ${'a'.repeat(13)} left\nimage ${'3'.repeat(13)}\ntogether 500B\n`);
    const all = await prune(test, reading, '--dry-run', '--all');
    // The image of the container that goes is free by then.
    assert.match(all.out, /left:1\n.*\nimage 4444444444444 spare:1\ntogether 3\.5kB\n$/);
    assert.doesNotMatch(all.out, /used|pinned/);
  });

  it('removes what it showed', async (test) => {
    const gone: string[] = [];
    const { status, out } = await prune(test, { ...reading, ...removing(gone) }, '-f');
    assert.equal(status, 0);
    assert.deepEqual(gone, [over.id, `sha256:${id('3')}`]);
    assert.match(out, /\nfreed 500B\n$/);
  });

  it('does not remove what came to fit only after it was shown', async (test) => {
    const gone: string[] = [];
    let lists = 0;
    const listImages = () => {
      lists++;
      return { images: lists === 1 ? images : [...images, { id: `sha256:${id('9')}`, size: 1n }] };
    };
    await prune(test, { ...reading, ...removing(gone), listImages }, '-y');
    assert.deepEqual(gone, [over.id, `sha256:${id('3')}`]);
  });

  it('--filter until and label', async (test) => {
    const { listContainers, listImages, version } = reading;
    const imageStatus = ({ image }: { image?: { image?: string | undefined } | undefined }) => {
      const created = image?.image === images[2]?.id ? '2015-01-01T00:09:00Z' : '2014-01-01T00:00:00Z';
      const imageSpec = { created, config: { Labels: { keep: 'yes' } } };
      return { image: { id: image?.image ?? '' }, info: { info: JSON.stringify({ imageSpec }) } };
    };
    const stubs = { listContainers, listImages, version, imageStatus };
    const recent = await prune(test, stubs, '--dry-run', '--filter', 'until=5m');
    assert.doesNotMatch(recent.out, /image/);
    const kept = await prune(test, stubs, '--dry-run', '-a', '--filter', 'label!=keep');
    assert.doesNotMatch(kept.out, /image/);
    await assert.rejects(runCommand(command, fakeContext(), '--filter', 'age=5'), { kind: 'usage' });
    await assert.rejects(runCommand(command, fakeContext(), '--filter', 'until=5d'), { kind: 'usage' });
  });

  it('does not go on without an answer', async (test) => {
    await assert.rejects(prune(test, reading), { kind: 'usage', hint: /-y/ });
  });

  it('says when there is nothing', async (test) => {
    const { version: _, ...empty } = { ...reading, listContainers: () => ({}), listImages: () => ({}) };
    assert.equal((await prune(test, empty)).out, 'nothing to remove\n');
  });
});
