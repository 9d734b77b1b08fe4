import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { command } from '../../../src/commands/complete.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';
import { runCommand } from '../../support/run-command.ts';

const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];

function containers() {
  const labels = { 'io.kubernetes.pod.name': 'web-0' };
  return {
    containers: [
      { id: ids[0], metadata: { name: 'nginx' }, state: 'CONTAINER_RUNNING' as const, labels },
      { id: ids[1], metadata: { name: 'nginx' }, state: 'CONTAINER_RUNNING' as const },
      { id: ids[2], metadata: { name: 'side\u001b[31mcar' }, state: 'CONTAINER_EXITED' as const },
    ],
  };
}

describe('__complete', () => {
  it('prints ids with a description, and names that fit one container only', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listContainers: containers }) });
    await runCommand(command, context, '--', 'rm', '');
    assert.deepEqual(context.io.out().split('\n'), [
      'aaaaaaaaaaaaa\tnginx web-0 running',
      'bbbbbbbbbbbbb\tnginx running',
      'ccccccccccccc\tside\\x1b[31mcar exited',
      '',
    ]);
  });

  it('prints what the word begins with, in the states that the command wants', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listContainers: containers }), persona: 'crictl' });
    await runCommand(command, context, '--', 'stop', 'b');
    assert.equal(context.io.out(), 'bbbbbbbbbbbbb\tnginx running\n');
  });

  it('prints tags of images, and ids of those that have none', async (test) => {
    const cri = fakeCri(test, {
      listImages: () => ({ images: [{ id: `sha256:${ids[0]}`, repoTags: ['r/a:1'] }, { id: `sha256:${ids[1]}` }] }),
    });
    const context = fakeContext({ cri, persona: 'crictl' });
    await runCommand(command, context, '--', 'rmi', '');
    assert.deepEqual(context.io.out().split('\n'), [
      'r/a:1\taaaaaaaaaaaaa',
      'aaaaaaaaaaaaa\tr/a:1',
      'bbbbbbbbbbbbb\t',
      '',
    ]);
  });

  it('is silent when the runtime is down', async () => {
    const context = fakeContext();
    assert.equal(await runCommand(command, context, '--', 'inspectp', ''), undefined);
    assert.equal(context.io.out() + context.io.err(), '');
  });

  it('asks nothing of the runtime for words, and names files as such', async () => {
    const context = fakeContext();
    await runCommand(command, context, '--', 'stats', '--wat');
    assert.equal(context.io.out(), '--watch\tShow them again and again until interrupted\n');
    const files = fakeContext();
    await runCommand(command, files, '--', 'runp', '');
    assert.equal(files.io.out(), ':files\n');
  });
});
