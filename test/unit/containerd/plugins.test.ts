import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Plugin } from '../../../src/containerd/api.ts';
import { criStateOf, listPlugins } from '../../../src/containerd/plugins.ts';

const plugin = (type: string, id: string, initError?: string): Plugin => ({ type, id, initError });
const cri = plugin('io.containerd.grpc.v1', 'cri');
const others = [plugin('io.containerd.snapshotter.v1', 'zfs', 'skip plugin'), plugin('io.containerd.grpc.v1', 'tasks')];

describe('criStateOf', () => {
  it('finds the plugin loaded, whatever else failed', () => {
    assert.deepEqual(criStateOf([...others, cri]), { state: 'loaded' });
    assert.deepEqual(criStateOf([...others, plugin('io.containerd.cri.v1', 'images'), cri]), { state: 'loaded' });
  });

  it('takes a plugin that is not listed for disabled', () => {
    assert.deepEqual(criStateOf(others), { state: 'disabled' });
    assert.deepEqual(criStateOf([]), { state: 'disabled' });
  });

  it('gives what failed, cause first', () => {
    const images = plugin('io.containerd.cri.v1', 'images', 'failed to find snapshotter "x"');
    const broken = plugin('io.containerd.grpc.v1', 'cri', 'no image service');
    assert.deepEqual(criStateOf([images, ...others, broken]), { state: 'failed', failed: [images, broken] });
  });
});

describe('listPlugins', () => {
  it('has the error only of those that did not start', async () => {
    const reply = {
      plugins: [
        { type: 't', id: 'a', initErr: { code: 2, message: 'no' } },
        { type: 't', id: 'b' },
      ],
    };
    const introspection = { plugins: async () => reply, server: assert.fail };
    assert.deepEqual(await listPlugins(introspection as never), [plugin('t', 'a', 'no'), plugin('t', 'b')]);
  });
});
