import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { processesWith } from '../lab/processes.ts';
import { TestNode } from './support/node.ts';
import { onEachNode } from './support/suite.ts';

onEachNode('the lab itself', (node) => {
  it('runs beside another one, and leaves nothing when it is stopped with pods running', async () => {
    const second = new TestNode();
    await second.start('1.6');
    const { dir, socket } = second.lab;
    try {
      assert.notEqual(second.lab.registry, node.lab.registry);
      await second.ok('pull', second.image('busybox'));
      await second.pod('left', { stubborn: ['sh', '-c', 'trap "" TERM; while true; do sleep 1; done'] });
      assert.deepEqual(await node.lines('pods', '-q'), []);
    } finally {
      await second.lab.stop();
    }
    assert.deepEqual(processesWith(socket), []);
    assert.equal(existsSync(dir), false);
    assert.equal(readFileSync('/proc/self/mounts', 'utf8').includes(dir), false);
    assert.match(await node.ok('version'), /containerd/);
  });
});
