import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { onEachNode, until } from './support/suite.ts';

onEachNode('lists and pages for people', (node) => {
  let ids: string[] = [];

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    ({ ids } = await node.pod('shop', {
      busy: ['sh', '-c', 'while true; do sleep 1; done'],
      failed: ['sh', '-c', 'exit 3'],
    }));
    const state = async (): Promise<string> => (await node.json('inspect', ids[1] ?? '')).status.state;
    await until('the second container ends', async () => (await state()) === 'CONTAINER_EXITED');
  });

  it('ps -o wide tells addresses, exits and images', async () => {
    const [head, ...rows] = await node.lines('ps', '-a', '-o', 'wide');
    assert.match(head ?? '', /NAMESPACE +STARTED +EXIT +REASON +POD IP +IMAGE SIZE$/);
    const failed = rows.find((row) => row.includes('failed')) ?? '';
    assert.match(failed, / 3 +Error +10\.[\d.]+ +[\d.]+MB$/);
    assert.ok(failed.includes(node.image('busybox')), failed);
  });

  it('ps --columns --sort', async () => {
    const lines = await node.lines('ps', '-a', '--columns', 'name,exitcode', '--sort', '-exitcode');
    assert.deepEqual(lines, ['NAME     EXIT', 'failed   3', 'busy     -']);
  });

  it('pods -o wide and images -o wide', async () => {
    assert.match((await node.lines('pods', '-o', 'wide'))[1] ?? '', /shop .* 10\.[\d.]+ +1\/2 +0$/);
    const rows = await node.lines('images', '-o', 'wide', node.image('busybox'));
    assert.match(rows[1] ?? '', / ago +linux\/\w+ +2$/);
  });

  it('ps --watch tells of a container that ends, and ends itself on Ctrl-C', async () => {
    const { ids: own } = await node.pod('brief', { guest: ['sleep', '1000'] });
    let isStopping = false;
    const { status, stdout, stderr } = await node.crix(['ps', '-a', '--watch', '--columns', 'name,state'], {
      onOutput(text, { signal }) {
        if (text.includes('Exited    guest') || /guest +Exited/.test(text)) return signal('SIGINT');
        if (!isStopping && /guest +Running/.test(text)) {
          isStopping = true;
          void node.ok('stop', own[0] ?? '');
        }
      },
    });
    assert.equal(stderr, '');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^NAME +STATE\n/);
  });

  it('debug puts a pod on one page, and hides its secrets', async () => {
    const podFile = await node.podFile('leaky');
    const facts = { pod: 'leaky', name: 'hog', command: ['sh', '-c', 'echo token=abc123; tail /dev/zero'] };
    const file = await node.containerFile(facts, {
      envs: [{ key: 'DB_PASSWORD', value: 'hunter2' }],
      linux: { resources: { memory_limit_in_bytes: 20971520 } },
    });
    const pod = await node.ok('runp', podFile);
    const id = await node.ok('create', pod, file, podFile);
    await node.ok('start', id);
    await until('the container is killed', async () => {
      return (await node.json('inspect', id)).status.state === 'CONTAINER_EXITED';
    });
    const page = await node.ok('debug', 'leaky');
    assert.match(page, /^Pod default\/leaky\n[\s\S]*\n {2}Address +10\./);
    assert.match(page, /State +Exited with 137 \(OOMKilled\)/);
    assert.match(page, /Memory +limit 20MiB/);
    assert.match(page, /\| [-\d]+T\S+ token=\(hidden\)/);
    assert.match(page, /hog ended with 137/);
    assert.doesNotMatch(page, /hunter2|abc123/);
    assert.match(await node.ok('debug', 'shop/busy'), /Memory +\S+ used, no limit/);
  });

  it('ps on a terminal is coloured, and plain with NO_COLOR', async () => {
    const { stdout } = await node.terminal(['ps']);
    assert.ok(stdout.includes('\x1b[32mRunning'), stdout);
    const plain = await node.terminal(['ps'], { env: { NO_COLOR: '1' } });
    assert.ok(!plain.stdout.includes('\x1b['), plain.stdout);
  });
});
