import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { crixWords, run } from './support/program.ts';
import { onEachNode, until } from './support/suite.ts';

onEachNode('reading a node', (node) => {
  let pod = '';
  let ids: string[] = [];

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    await node.ok('pull', node.image('busyboxOld'));
    ({ pod, ids } = await node.pod('web', {
      busy: ['sh', '-c', 'echo started; while true; do sleep 1; done'],
      done: ['sh', '-c', 'exit 3'],
    }));
    const state = async (): Promise<string> => (await node.json('inspect', ids[1] ?? '')).status.state;
    await until('the second container ends', async () => (await state()) === 'CONTAINER_EXITED');
  });

  it('version names the runtime', async () => {
    const text = await node.ok('version');
    assert.match(text, /RuntimeName: +containerd/);
    assert.ok(text.includes(node.lab.version), text);
    assert.match(text, /RuntimeApiVersion: +v1/);
  });

  it('ps shows what runs, -a everything, -q ids', async () => {
    const [header, ...rows] = await node.lines('ps');
    assert.match(header ?? '', /^CONTAINER +IMAGE +CREATED +STATE +NAME +ATTEMPT +POD ID +POD/);
    assert.equal(rows.length, 1);
    assert.match(rows[0] ?? '', /Running +busy +0 /);
    assert.deepEqual((await node.lines('ps', '-aq')).sort(), [...ids].sort());
    assert.deepEqual(await node.lines('ps', '-q', '--no-trunc', '--state', 'exited'), [ids[1]]);
    assert.deepEqual(await node.lines('ps', '-aq', '--name', '^do'), [ids[1]]);
  });

  it('pods shows the pod', async () => {
    assert.deepEqual(await node.lines('pods', '-q', '--no-trunc'), [pod]);
    const { items } = await node.json('pods', '--name', 'web');
    assert.equal(items[0].metadata.name, 'web');
    assert.equal(items[0].state, 'SANDBOX_READY');
  });

  it('images shows both tags of one image, with digests when asked', async () => {
    const lines = await node.lines('images', '--digests');
    assert.match(lines[0] ?? '', /^IMAGE +TAG +DIGEST +IMAGE ID +SIZE/);
    const tags = lines.filter((line) => line.includes('/lab/busybox'));
    assert.equal(tags.length, 2, lines.join('\n'));
    assert.match(tags[0] ?? '', / [0-9a-f]{13} /);
  });

  it('inspect, inspectp and inspecti tell the same story', async () => {
    const container = await node.json('inspect', ids[0] ?? '');
    assert.equal(container.status.metadata.name, 'busy');
    assert.equal(container.status.state, 'CONTAINER_RUNNING');
    assert.equal(container.info.sandboxID, pod);
    const sandbox = await node.json('inspectp', pod);
    assert.match(sandbox.status.network.ip, /^10\./);
    const image = await node.json('inspecti', node.image('busybox'));
    assert.equal(image.status.id, container.status.imageId || image.status.id);
    assert.ok(image.status.repoTags.includes(node.image('busyboxOld')));
  });

  it('inspect takes a template and an id prefix', async () => {
    const prefix = ids[1]?.slice(0, 8) ?? '';
    const words = ['inspect', '-o', 'go-template', '--template', '{{.status.exitCode}} {{.status.reason}}', prefix];
    assert.equal(await node.ok(...words), '3 Error');
  });

  it('info says that runtime and network are ready', async () => {
    const { status } = await node.json('info');
    const ready = status.conditions.filter((condition: { status: boolean }) => condition.status);
    assert.deepEqual(ready.map((condition: { type: string }) => condition.type).slice(0, 2), [
      'RuntimeReady',
      'NetworkReady',
    ]);
  });

  it('stats and statsp in a pipe are one plain table', async () => {
    const [header, ...rows] = await node.lines('stats');
    assert.match(header ?? '', /^CONTAINER +NAME +CPU % +MEM +DISK +INODES/);
    assert.equal(rows.length, 1);
    assert.match(rows[0] ?? '', /^[0-9a-f]{13} +busy +\d+\.\d+ /);
    const pods = await node.lines('statsp');
    assert.match(pods[0] ?? '', /^POD/);
    assert.equal(pods.length, 2);
  });

  it('stats on a terminal is drawn again and again, until Ctrl-C', async () => {
    let isSent = false;
    const { stdout } = await node.terminal(['stats'], {
      onOutput(text, { type }) {
        if (isSent || text.split('CPU %').length < 3) return;
        isSent = true;
        type('\x03');
      },
    });
    assert.match(stdout, /busy/);
  });

  it('imagefsinfo, runtime-config, metricdescs answer or name the runtime that cannot', async () => {
    const { status } = await node.json('imagefsinfo');
    assert.ok(JSON.stringify(status).includes(node.lab.dir));
    for (const command of ['runtime-config', 'metricdescs', 'metricsp']) {
      const { status: exit, stderr } = await node.crix([command]);
      if (exit !== 0) assert.match(stderr, /unimplemented|unknown method|not support/i);
    }
  });

  it('logs of a running container', async () => {
    await until('it logs', async () => (await node.ok('logs', ids[0] ?? '')) === 'started');
  });

  it('config writes what the next command uses', async () => {
    await node.ok('config', '--set', `runtime-endpoint=${node.lab.endpoint}`);
    assert.equal(await node.ok('config', '--get', 'runtime-endpoint'), node.lab.endpoint);
    const { status, stdout } = await node.crix(['pods', '-q'], { env: { CONTAINER_RUNTIME_ENDPOINT: undefined } });
    assert.deepEqual([status, stdout.trim()], [0, pod]);
  });

  it('a closed pipe ends a command quietly', async () => {
    const words = `"$0" "$@" ps -a -o json | head -1`;
    const { stdout, stderr } = await run(['sh', '-c', words, ...crixWords], { env: node.env });
    assert.deepEqual([stdout.trim(), stderr], ['{', '']);
  });

  it('no such socket, or one that nobody listens on, fails at once and says which', async () => {
    const { status, stderr } = await node.crix(['-r', 'unix:///nowhere.sock', 'ps']);
    assert.equal(status, 1);
    assert.match(stderr, /\/nowhere\.sock/);
  });
});
