import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { onEachNode, until } from './support/suite.ts';

onEachNode('streams', (node) => {
  let pod = '';
  let [box, web] = ['', ''];

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    const tick = 'i=0; while true; do i=$((i+1)); echo tick $i; sleep 0.2; done';
    const made = await node.pod('streams', {
      box: ['sh', '-c', tick],
      web: ['httpd', '-f', '-p', '8080', '-h', '/www'],
    });
    pod = made.pod;
    [box = '', web = ''] = made.ids;
  });

  it('exec keeps stdout, stderr and status apart', async () => {
    const outcome = await node.crix(['exec', box, 'sh', '-c', 'echo out; echo err >&2; exit 7']);
    assert.equal(outcome.stdout, 'out\n');
    assert.match(outcome.stderr, /^err\n/);
    assert.equal(outcome.status, 7);
  });

  it('exec --sync prints both, each with a line end, as crictl does', async () => {
    const outcome = await node.crix(['exec', '--sync', box, 'sh', '-c', 'echo out; echo err >&2']);
    assert.deepEqual(outcome, { status: 0, stdout: 'out\n\nerr\n\n', stderr: '' });
  });

  it('exec -i carries stdin to its end', async () => {
    const text = 'line of some length\n'.repeat(50_000);
    const { status, stdout } = await node.crix(['exec', '-i', box, 'cat'], { stdin: text });
    assert.equal(status, 0);
    assert.equal(stdout, text);
  });

  it('exec -it is a shell on a terminal', async () => {
    let isTyped = false;
    const { status, stdout } = await node.terminal(['exec', '-it', box, 'sh'], {
      onOutput(text, { type }) {
        if (isTyped || !text.includes('/ # ')) return;
        isTyped = true;
        type('tty; echo $((40 + 2))\nexit 3\n');
      },
    });
    assert.match(stdout, /\/dev\/pts\/0\r\n42\r\n/);
    assert.equal(status, 3);
  });

  it('exec of what is not there fails without hanging', async () => {
    const { status, stderr } = await node.crix(['exec', box, 'no-such-program']);
    assert.notEqual(status, 0);
    assert.match(stderr, /no-such-program/);
  });

  it('attach shows what the container prints, until Ctrl-C', async () => {
    const { status, stdout } = await node.crix(['attach', box], {
      onOutput(text, { signal }) {
        if (/tick \d+\n.*tick \d+\n/s.test(text)) signal('SIGINT');
      },
    });
    assert.match(stdout, /^tick \d+\n/m);
    assert.equal(status, 130);
  });

  it('attach -i feeds a container that reads', async () => {
    const file = await node.containerFile(
      { pod: 'streams', name: 'reader', command: ['sh', '-c', 'read line; echo "got $line"; sleep 0.5'] },
      {
        stdin: true,
        stdin_once: true,
      },
    );
    const id = await node.ok('create', pod, file, await node.podFile('streams'));
    await node.ok('start', id);
    const { stdout } = await node.crix(['attach', '-i', id], { stdin: 'a line\n' });
    assert.equal(stdout, 'got a line\n');
  });

  it('port-forward reaches a server in the pod', async () => {
    let page: Promise<string> | undefined;
    const { stdout } = await node.crix(['port-forward', pod, '0:8080'], {
      onOutput(text, { signal }) {
        const port = /:(\d+) -> 8080/.exec(text)?.[1];
        if (port === undefined || page !== undefined) return;
        page = fetch(`http://127.0.0.1:${port}/`).then((reply) => reply.text());
        page.finally(() => signal('SIGINT')).catch(() => undefined);
      },
    });
    assert.equal(await page, 'hello web\n', stdout);
  });

  it('logs: tail, timestamps, and follow until the container ends', async () => {
    const [line = ''] = await node.lines('logs', '--timestamps', '--tail', '1', box);
    assert.match(line, /^\d{4}-\d\d-\d\dT[\d:.]+\S* tick \d+$/);
    const file = await node.containerFile({
      pod: 'streams',
      name: 'short',
      command: ['sh', '-c', 'for i in 1 2 3; do echo $i; sleep 0.2; done'],
    });
    const id = await node.ok('create', pod, file, await node.podFile('streams'));
    await node.ok('start', id);
    assert.deepEqual(await node.lines('logs', '--follow', id), ['1', '2', '3']);
  });

  it('a stopped container: exec and attach say so', async () => {
    await node.ok('stop', '--timeout', '1', web);
    await until('it is stopped', async () => (await node.json('inspect', web)).status.state === 'CONTAINER_EXITED');
    for (const verb of [
      ['exec', web, 'true'],
      ['attach', web],
    ]) {
      const { status, stderr } = await node.crix(verb);
      assert.notEqual(status, 0);
      assert.match(stderr, /not running|exited|CONTAINER_EXITED/i);
    }
  });
});
