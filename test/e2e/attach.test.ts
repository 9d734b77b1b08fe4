import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { inTurn, onTerminal, podOf } from './support/streams.ts';
import { onEachNode, until } from './support/suite.ts';

const prompt = '# ';
const isSane = / icanon .* echo .*| echo .* icanon /s;

onEachNode('terminals', (node) => {
  let ids: Record<string, string> = {};
  const stateOf = async (id = ''): Promise<string> => (await node.json('inspect', id)).status.state;

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    ({ ids } = await podOf(node, 'terminals', {
      sleep: { command: ['sleep', '100000'] },
      // It says something again and again: attaching shows nothing of what came before.
      shell: { command: ['sh', '-c', '(while sleep 0.2; do echo tick; done) & exec sh'], stdin: true, tty: true },
      five: { command: ['sh', '-c', 'read line; echo "got $line"; exit 5'], stdin: true },
    }));
  });

  it('the command knows the size of the terminal, also after a change', async () => {
    const run = await onTerminal(
      node,
      ['exec', '-it', ids['sleep'] ?? '', 'sh', '-c', 'trap "exit 7" INT; while true; do stty size; sleep 0.1; done'],
      inTurn(
        [/\d+ \d+/, ({ resize }) => resize(132, 50)],
        ['50 132', ({ resize }) => resize(90, 40)],
        ['40 90', ({ type }) => type('\x03')],
      ),
    );
    assert.equal(run.status, 7);
    assert.match(run.settings, isSane);
  });

  it('line ends are those of the program, as full-screen programs need', async () => {
    const { text } = await onTerminal(
      node,
      ['exec', '-it', ids['sleep'] ?? '', 'sh', '-c', 'stty raw; printf "one\\ntwo\\r\\n"'],
      () => {},
    );
    assert.match(text, /one\ntwo\r\n/);
  });

  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const) {
    it(`${signal} leaves a sane terminal`, async () => {
      const run = await onTerminal(
        node,
        ['exec', '-it', ids['sleep'] ?? '', 'sh'],
        inTurn([prompt, ({ pid }) => process.kill(pid(), signal)]),
      );
      assert.equal(run.status, status);
      assert.match(run.settings, isSane);
    });
  }

  it('ctrl-c is the command’s to handle', async () => {
    const run = await onTerminal(
      node,
      ['exec', '-it', ids['sleep'] ?? '', 'sh', '-c', 'trap "exit 9" INT; echo ready; while true; do sleep 1; done'],
      inTurn(['ready', ({ type }) => type('\x03')]),
    );
    assert.equal(run.status, 9);
  });

  it('detach keys leave an attached container running; a first key alone is delivered with the next', async () => {
    const id = ids['shell'] ?? '';
    const run = await onTerminal(
      node,
      ['attach', '-it', id],
      inTurn(
        ['tick', ({ type }) => type('echo a$((1+1))\r')],
        // ctrl-p brings the last line back in the shell, and the letter is added to it.
        ['a2', ({ type }) => type('\x10b\r')],
        ['a2b', ({ type }) => type('\x10')],
        ['tick', ({ type }) => type('\x11')],
      ),
    );
    assert.equal(run.status, 0, run.text);
    assert.match(run.settings, isSane);
    assert.equal(await stateOf(id), 'CONTAINER_RUNNING');
  });

  it('other detach keys can be chosen', async () => {
    const run = await onTerminal(
      node,
      ['attach', '-it', '--detach-keys', 'ctrl-a,d', ids['shell'] ?? ''],
      inTurn(['tick', ({ type }) => type('echo c$((1+1))\r')], ['c2', ({ type }) => type('\x01d')]),
    );
    assert.equal(run.status, 0, run.text);
    assert.equal(await stateOf(ids['shell']), 'CONTAINER_RUNNING');
  });

  it('attach ends with the container and with its status', async () => {
    const id = ids['five'] ?? '';
    const outcome = await node.crix(['attach', '-i', id], { stdin: 'input\n' });
    assert.deepEqual(outcome, { status: 5, stdout: 'got input\n', stderr: '' });
    await until('the container has ended', async () => (await stateOf(id)) === 'CONTAINER_EXITED');
  });

  it('says what will not work in the container as it was made', async () => {
    const outcome = await node.crix(['attach', '-i', ids['sleep'] ?? ''], {
      onOutput: (text, { signal }) => {
        if (text.includes('made without stdin')) signal('SIGINT');
      },
    });
    assert.equal(outcome.status, 130);
  });
});
