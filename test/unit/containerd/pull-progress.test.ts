import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerdServices, LayerProgress } from '../../../src/containerd/api.ts';
import { chainIds, watchPull } from '../../../src/containerd/pull-progress.ts';
import { CrixError } from '../../../src/errors.ts';

const manifest = JSON.stringify({
  config: { digest: 'sha256:config' },
  layers: [
    { digest: 'sha256:one', size: 100 },
    { digest: 'sha256:two', size: 50 },
  ],
});
const config = JSON.stringify({ rootfs: { diff_ids: ['sha256:d1', 'sha256:d2'] } });
const [firstChain = '', secondChain = ''] = chainIds(['sha256:d1', 'sha256:d2']);

/** What containerd's store holds at one look. */
interface Moment {
  loading?: Record<string, bigint>;
  blobs?: string[];
  snapshots?: string[];
  hasManifest?: boolean;
}

/** A store that moves on by one moment at each look. The last one stops the watch. */
function storeOf(moments: Moment[], stop: AbortController): ContainerdServices {
  let index = -1;
  const now = (): Moment => moments[index] ?? {};
  const found = (isThere: boolean | undefined): Promise<object> =>
    isThere ? Promise.resolve({}) : Promise.reject(new CrixError('not-found', 'no'));
  const labels = {
    'containerd.io/distribution.source.example.com': 'other,team/app',
    'containerd.io/gc.ref.content.l.0': 'sha256:one',
    'containerd.io/gc.ref.content.config': 'sha256:config',
  };
  const blob = (digest: string, other: object): object => ({
    digest,
    size: 1n,
    labels: { ...labels, ...other },
    createdAt: { seconds: 5n, nanos: 0 },
  });
  const content = {
    async listStatuses() {
      index++;
      if (index === moments.length - 1) stop.abort();
      const statuses = Object.entries(now().loading ?? {}).map(([digest, offset]) => ({
        ref: `layer-${digest}`,
        offset,
      }));
      return { statuses: [{ ref: 'manifest-sha256:x', offset: 1n }, ...statuses] };
    },
    async *list() {
      yield { info: [blob('sha256:other', { 'containerd.io/distribution.source.example.com': 'another' })] };
      yield { info: [blob('sha256:old', { 'containerd.io/gc.ref.content.l.0': 'sha256:old-layer' })] };
      if (now().hasManifest !== false) yield { info: [blob('sha256:manifest', {})] };
    },
    info: ({ digest }: { digest: string }) => found(now().blobs?.includes(digest)),
    async *read({ digest }: { digest: string }) {
      const text = digest === 'sha256:manifest' ? manifest : config;
      yield { data: Buffer.from(text.slice(0, 20)) };
      yield { data: Buffer.from(text.slice(20)) };
    },
  };
  const snapshots = { stat: ({ key }: { key: string }) => found(now().snapshots?.includes(key)) };
  return { content, snapshots } as unknown as ContainerdServices;
}

async function watch(moments: Moment[]): Promise<string[]> {
  const stop = new AbortController();
  const seen: string[] = [];
  const input = { reference: 'example.com:5000/team/app:v1', signal: stop.signal };
  for await (const layers of watchPull(storeOf(moments, stop), input, async () => {}))
    seen.push(layers.map(shown).join(' '));
  return seen;
}

function shown({ digest, state, offset, total }: LayerProgress): string {
  return `${digest.slice(7)}:${state}:${offset}/${total}`;
}

describe('watchPull', () => {
  it('follows the layers from waiting to unpacked', async () => {
    const seen = await watch([
      { hasManifest: false },
      { loading: { 'sha256:one': 10n }, blobs: ['sha256:config'] },
      { loading: { 'sha256:one': 10n }, blobs: ['sha256:config'] },
      { loading: { 'sha256:two': 20n }, blobs: ['sha256:config', 'sha256:one'] },
      { blobs: ['sha256:config', 'sha256:one', 'sha256:two'], snapshots: [firstChain] },
      { blobs: ['sha256:config', 'sha256:one', 'sha256:two'], snapshots: [firstChain, secondChain] },
    ]);
    assert.deepEqual(seen, [
      'one:downloading:10/100 two:waiting:0/50',
      'one:extracting:100/100 two:downloading:20/50',
      'one:unpacked:100/100 two:extracting:50/50',
      'one:unpacked:100/100 two:unpacked:50/50',
    ]);
  });

  it('says nothing when the manifest never comes', async () => {
    assert.deepEqual(await watch([{ hasManifest: false }, { hasManifest: false }]), []);
  });

  it('hands on what goes wrong', async () => {
    const broken = new CrixError('runtime', 'boltdb is unwell');
    const content = { listStatuses: () => Promise.reject(broken) };
    const services = { content } as unknown as ContainerdServices;
    const input = { reference: 'example.com/a:1', signal: new AbortController().signal };
    await assert.rejects(watchPull(services, input).next(), broken);
  });
});

describe('chainIds', () => {
  it('hash each layer onto those below', () => {
    assert.deepEqual(chainIds([]), []);
    assert.deepEqual(chainIds(['sha256:a']), ['sha256:a']);
    // printf 'sha256:a sha256:b' | sha256sum
    assert.equal(
      chainIds(['sha256:a', 'sha256:b'])[1],
      'sha256:970a948bffa8de94d6e22d747ba8c95030e6e546909f98f54e99a13005e173a8',
    );
  });
});
