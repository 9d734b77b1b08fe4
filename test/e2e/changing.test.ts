import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, it } from 'node:test';
import { refs } from '../lab/images.ts';
import { onEachNode, until } from './support/suite.ts';

// The steps build on one another: the life of a pod, until nothing is left of it.
onEachNode('changing a node', (node) => {
  let pod = '';
  let [polite, stubborn] = ['', ''];

  const inspect = async (id: string): Promise<Record<string, unknown>> => (await node.json('inspect', id)).status;
  const logFiles = (): Promise<string[]> => readdir(join(node.lab.logs, 'life'));

  before(async () => {
    for (const image of ['busybox', 'spare'] as const) await node.ok('pull', node.image(image));
  });

  it('runs a pod and two containers', async () => {
    const made = await node.pod('life', {
      polite: ['sh', '-c', 'trap "echo bye; exit 0" TERM; echo ready; while true; do sleep 0.1; done'],
      stubborn: ['sh', '-c', 'trap "" TERM; echo ready; while true; do sleep 0.1; done'],
    });
    pod = made.pod;
    [polite = '', stubborn = ''] = made.ids;
    assert.deepEqual((await node.lines('ps', '-q', '--no-trunc')).sort(), [polite, stubborn].sort());
    for (const id of [polite, stubborn]) {
      await until('it has its trap', async () => (await node.ok('logs', id)) === 'ready');
    }
  });

  it('run makes pod and container at once', async () => {
    const id = await node.ok(
      'run',
      await node.containerFile({ pod: 'once-pod', name: 'once', command: ['echo', 'hello'] }),
      await node.podFile('once-pod'),
    );
    await until('it ends', async () => (await inspect(id))['state'] === 'CONTAINER_EXITED');
    assert.equal(await node.ok('logs', id), 'hello');
    const [podId = ''] = await node.lines('pods', '-q', '--no-trunc', '--name', 'once-pod');
    await node.ok('rmp', '-f', podId);
  });

  it('create in a pod that does not exist fails and makes nothing', async () => {
    const file = await node.containerFile({ pod: 'life', name: 'lost', command: ['true'] });
    const { status } = await node.crix(['create', 'feedfeedfeed', file, await node.podFile('life')]);
    assert.equal(status, 1);
    assert.equal((await node.lines('ps', '-aq')).length, 2);
  });

  it('update changes what was given', async () => {
    await node.ok('update', '--cpu-share', '512', polite);
    const { info } = await node.json('inspect', polite);
    assert.equal(info.runtimeSpec.linux.resources.cpu.shares, 512);
  });

  it('names are understood: of the container, of pod and container, of the pod', async () => {
    await node.ok('update', '--cpu-share', '256', 'life/polite');
    const file = await node.containerFile({ pod: 'life', name: 'named', command: ['true'] });
    const id = await node.ok('create', 'life', file, await node.podFile('life'));
    await node.ok('update', '--cpu-share', '300', 'life/named');
    assert.equal(await node.ok('rm', 'default/life/named'), id);
  });

  it('what does not exist is neither started, stopped nor removed', async () => {
    for (const words of [['start'], ['stop'], ['stopp'], ['rm'], ['rm', '-f'], ['rmp'], ['rmp', '-f']]) {
      for (const nothing of ['feedfeedfeed', 'nothing-of-this-name']) {
        const { status, stdout, stderr } = await node.crix([...words, nothing]);
        assert.deepEqual([status, stdout], [1, ''], words.join());
        assert.ok(stderr.includes(nothing), stderr);
      }
    }
  });

  it('stop lets a container end by itself, and insists when the time is up', async () => {
    await node.ok('stop', '--timeout', '10', polite);
    assert.deepEqual([(await inspect(polite))['exitCode'], await node.ok('logs', '--tail', '1', polite)], [0, 'bye']);
    await node.ok('stop', '--timeout', '1', stubborn);
    assert.equal((await inspect(stubborn))['exitCode'], 137);
  });

  it('rm of several does what it can and fails for the rest', async () => {
    assert.deepEqual((await logFiles()).sort(), ['polite.log', 'stubborn.log']);
    const { status, stdout, stderr } = await node.crix(['rm', polite, 'feedfeedfeed']);
    assert.equal(status, 1);
    assert.ok(stdout.includes(polite));
    assert.match(stderr, /feedfeedfeed/);
    assert.deepEqual(await logFiles(), ['stubborn.log']);
  });

  it('rmp refuses a running pod and removes it with -f', async () => {
    const id = await node.ok(
      'create',
      pod,
      await node.containerFile({ pod: 'life', name: 'late', command: ['sleep', '1000'] }),
      await node.podFile('life'),
    );
    await node.ok('start', id);
    const { status } = await node.crix(['rmp', pod]);
    assert.equal(status, 1);
    await node.ok('rmp', '-f', pod);
  });

  it('run that is interrupted takes its pod away again', async () => {
    const image = { image: `${node.lab.registries.slow}/${refs.big}` };
    const file = await node.containerFile({ pod: 'halted-pod', name: 'halted', command: ['true'] }, { image });
    const words = ['run', file, await node.podFile('halted-pod')];
    let isSent = false;
    const { status, stdout } = await node.terminal(words, {
      onOutput(text, { type }) {
        if (isSent || !text.includes('pulling')) return;
        isSent = true;
        type('\x03');
      },
    });
    assert.equal(status, 130);
    assert.match(stdout, /removed pod [0-9a-f]{64}/);
    assert.deepEqual(await node.lines('pods', '-q'), []);
  });

  it('runp that times out leaves no pod', async () => {
    const { status } = await node.crix(['runp', '--cancel-timeout', '10ms', await node.podFile('hasty')]);
    assert.equal(status, 1);
    await until('the runtime has given up', async () => (await node.lines('pods', '-q')).length === 0);
  });

  it('rmi --prune removes what nothing uses and keeps the sandbox image', async () => {
    const made = await node.pod('keeper', { ended: ['true'] });
    await node.ok('rmi', '--prune');
    const kept = await node.tags();
    assert.ok(!kept.includes(node.image('spare')), kept.join());
    assert.ok(kept.includes(node.image('pause')), kept.join());
    assert.ok(kept.includes(node.image('busybox')), `an exited container uses it: ${kept.join()}`);
    await node.ok('stopp', made.pod);
    await node.ok('rmp', made.pod);
  });

  it('nothing is left: no pod, no container, no image but the sandbox', async () => {
    await node.ok('rmi', '--prune');
    assert.deepEqual(await node.lines('ps', '-aq'), []);
    assert.deepEqual(await node.lines('pods', '-q'), []);
    assert.deepEqual(await node.tags(), [node.image('pause')]);
  });
});
