import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showingPull } from '../../../src/commands/changing/show-pull.ts';
import type { Containerd, PullWatchInput } from '../../../src/containerd/api.ts';
import { fakeContext } from '../../support/fake-context.ts';

const terminal = { columns: 80, rows: 24 };
const layer = {
  digest: `sha256:${'a'.repeat(64)}`,
  offset: 5_000_000n,
  total: 10_000_000n,
  state: 'downloading',
} as const;

/** Something that happens once, and a promise of it. */
function event(): [Promise<void>, () => void] {
  let happen = (): void => {};
  const promise = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return [promise, () => happen()];
}

/** Yields the layer once and calls `seen` when it was taken; ends with the signal, as the real one does. */
function watching(inputs: PullWatchInput[], seen: () => void): Containerd {
  return {
    async *watchPull(input: PullWatchInput) {
      inputs.push(input);
      yield [layer];
      seen();
      await new Promise((resolve) => input.signal.addEventListener('abort', resolve));
    },
  } as unknown as Containerd;
}

test('on a terminal the layers are drawn, and taken away when the pull is over', async () => {
  const inputs: PullWatchInput[] = [];
  const [promise, resolve] = event();
  const context = fakeContext({ terminal, containerd: watching(inputs, resolve) });
  const result = await showingPull(context, 'busybox', async () => {
    await promise;
    return 'pulled';
  });
  assert.equal(result, 'pulled');
  assert.equal(inputs[0]?.reference, 'docker.io/library/busybox:latest');
  assert.match(context.io.err(), /pulling busybox {2}5MB \/ 10MB/);
  assert.ok(context.io.err().endsWith('\x1b[J\x1b[?25h'));
  assert.equal(context.io.out(), '');
});

test('in a pipe nothing is drawn and containerd not asked', async () => {
  const inputs: PullWatchInput[] = [];
  const context = fakeContext({ containerd: watching(inputs, () => {}) });
  assert.equal(await showingPull(context, 'busybox', async () => 'pulled'), 'pulled');
  assert.deepEqual([inputs, context.io.err()], [[], '']);
});

test('a picture that fails does not fail the pull, a pull that fails takes its picture away', async () => {
  const [promise, resolve] = event();
  const broken = {
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say
    async *watchPull() {
      resolve();
      throw new Error('no content service');
    },
  } as unknown as Containerd;
  const context = fakeContext({ terminal, containerd: broken });
  const failing = showingPull(context, 'busybox', async () => {
    await promise;
    throw new Error('no such image');
  });
  await assert.rejects(failing, /no such image/);
});
