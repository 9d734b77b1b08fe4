import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, it } from 'node:test';
import { crix, podOf, shell } from './support/streams.ts';
import { onEachNode } from './support/suite.ts';

onEachNode('exec', (node) => {
  let id = '';
  let other = '';

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    const { ids } = await podOf(node, 'streams', {
      one: { command: ['sleep', '100000'] },
      two: { command: ['sleep', '100000'] },
    });
    [id, other] = [ids['one'] ?? '', ids['two'] ?? ''];
  });

  it('keeps stdout and stderr apart and exits with the status of the command', async () => {
    const outcome = await node.crix(['exec', id, 'sh', '-c', 'echo out; echo err >&2; exit 42']);
    assert.deepEqual(outcome, { status: 42, stdout: 'out\n', stderr: 'err\n' });
    assert.equal((await node.crix(['exec', id, 'true'])).status, 0);
    assert.equal((await node.crix(['exec', id, 'sh', '-c', 'kill -9 $$'])).status, 137);
  });

  it('has docker’s statuses for what cannot run, in one line', async () => {
    for (const sync of [[], ['-s']]) {
      const missing = await node.crix(['exec', ...sync, id, 'nosuch']);
      assert.equal(missing.status, 127);
      assert.match(missing.stderr, /^crix: [^\n]*"nosuch": executable file not found[^\n]*\n$/);
      assert.equal((await node.crix(['exec', ...sync, id, '/etc'])).status, 126);
    }
  });

  it('runs through the runtime’s own collecting call with -s', async () => {
    const outcome = await node.crix(['exec', '-s', id, 'sh', '-c', 'echo out; echo err >&2; exit 3']);
    assert.deepEqual(outcome, { status: 3, stdout: 'out\n\nerr\n\n', stderr: '' });
    const late = await node.crix(['exec', '-s', '--timeout', '1', id, 'sleep', '20']);
    assert.notEqual(late.status, 0);
  });

  it('gives the command everything after the container, byte for byte', async () => {
    assert.equal(
      await node.ok('exec', id, 'echo', '--', '-n', '007', '1e3', '--tail=5', 'a  b'),
      '-- -n 007 1e3 --tail=5 a  b',
    );
    assert.match((await node.crix(['exec', id, 'ls', '--help'])).stderr, /Usage: ls/);
  });

  it('carries 96 MiB of random bytes in and out unchanged', async () => {
    const file = join(node.lab.dir, 'home', 'random');
    const line = `head -c 100663296 /dev/urandom >${file}; ${crix} exec -i ${id} cat <${file} | cmp - ${file} && rm ${file}`;
    assert.deepEqual(await shell(node, line), { status: 0, stdout: '', stderr: '' });
  });

  it('passes the end of input on, and counts right five times', async () => {
    for (let round = 0; round < 5; round++) {
      const { stdout } = await shell(node, `head -c 30000000 /dev/zero | ${crix} exec -i ${id} sh -c 'cat | wc -c'`);
      assert.equal(stdout.trim(), '30000000');
      const counted = await shell(node, `${crix} exec ${id} seq 1 200000 | tail -1`);
      assert.equal(counted.stdout, '200000\n');
    }
  });

  it('delivers input whole to a command that has closed its output', async () => {
    const line = `head -c 50000000 /dev/zero | ${crix} exec -i ${id} sh -c 'cat >/tmp/whole'`;
    assert.deepEqual(await shell(node, line), { status: 0, stdout: '', stderr: '' });
    assert.equal(await node.ok('exec', id, 'sh', '-c', 'wc -c </tmp/whole'), '50000000');
  });

  it('ends when the command ends, whatever still comes in', async () => {
    for (const [command, stdout, status] of [
      ['head -1', 'y\n', 0],
      ["sh -c 'head -c 2; exit 4'", 'y\n', 4],
    ] as const) {
      const outcome = await shell(node, `yes | ${crix} exec -i ${id} ${command}; exit \${PIPESTATUS[1]}`);
      assert.deepEqual(outcome, { status, stdout, stderr: '' });
    }
    // Input that stays open and idle.
    const idle = await node.crix(['exec', '-i', id, 'echo', 'done'], { onOutput: () => undefined });
    assert.deepEqual(idle, { status: 0, stdout: 'done\n', stderr: '' });
  });

  it('does so over CRI too, where containerd cannot see our files', async () => {
    // As in a pod that was given containerd's socket.
    const apart = `unshare --mount ${crix}`;
    const random = join(node.lab.dir, 'home', 'random');
    const line = `head -c 50331648 /dev/urandom >${random}; ${apart} exec -i ${id} cat <${random} | cmp - ${random}`;
    assert.deepEqual(await shell(node, line), { status: 0, stdout: '', stderr: '' });
    const cut = await shell(node, `yes | ${apart} exec -i ${id} sh -c 'head -c 2; exit 4'; exit \${PIPESTATUS[1]}`);
    // On a busy machine the runtime may hang up with our input unread, which drops the status: crix has to say so.
    if (cut.status === 1) assert.match(cut.stderr, /broke before the command's exit status came/);
    else assert.deepEqual([cut.status, cut.stdout], [4, 'y\n']);
  });

  it('stops when nobody reads its output', async () => {
    const { stdout, stderr } = await shell(node, `${crix} exec ${id} yes | head -1`);
    assert.deepEqual([stdout, stderr], ['y\n', '']);
  });

  it('refuses a terminal that is not there, and works with -i alone', async () => {
    const refused = await node.crix(['exec', '-it', id, 'touch', '/tmp/touched']);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /not a terminal/);
    assert.notEqual((await node.crix(['exec', id, 'ls', '/tmp/touched'])).status, 0);
    const piped = await node.crix(['exec', '-i', id, 'cat'], { stdin: 'abc' });
    assert.deepEqual(piped, { status: 0, stdout: 'abc', stderr: '' });
  });

  it('works over WebSocket, and says what it cannot do', async () => {
    const outcome = await node.crix(['exec', '-r', 'websocket', id, 'sh', '-c', 'echo out; echo err >&2; exit 5']);
    assert.deepEqual(outcome, { status: 5, stdout: 'out\n', stderr: 'err\n' });
    const piped = await node.crix(['exec', '-i', '-r', 'websocket', id, 'head', '-1'], { stdin: 'line\n' });
    assert.equal(piped.stdout, 'line\n');
    assert.match(piped.stderr, /never sees the end of its input/);
  });

  it('never goes through a proxy', async () => {
    const proxy = 'http://127.0.0.1:9';
    const env = { http_proxy: proxy, https_proxy: proxy, HTTP_PROXY: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' };
    assert.equal((await node.crix(['exec', id, 'echo', 'direct'], { env })).stdout, 'direct\n');
  });

  it('runs in many containers, with the first failure as its status', async () => {
    const outcome = await node.crix(['exec', '--name', '^(one|two)$', 'sh', '-c', 'echo hi; exit 4']);
    assert.equal(outcome.status, 4);
    assert.deepEqual(outcome.stdout.trim().split('\n').sort(), [`${id}:`, `${other}:`, 'hi', 'hi'].sort());
    const ignoring = await node.crix(['exec', '-e', '-x', '--name', '^(one|two)$', 'sh', '-c', 'echo hi; exit 4']);
    assert.deepEqual(ignoring, { status: 0, stdout: 'hi\nhi\n', stderr: '' });
  });

  it('finds the container by name', async () => {
    assert.equal(await node.ok('exec', 'streams/one', 'echo', 'named'), 'named');
  });

  it('leaves after --timeout', async () => {
    const { status, stderr } = await node.crix(['exec', '--timeout', '1', id, 'sleep', '30']);
    assert.equal(status, 1);
    assert.match(stderr, /did not end within 1s/);
  });

  // The last one: there is no runtime afterwards.
  it('says so when the runtime dies, and does not pass it off as success', async () => {
    const outcome = await node.crix(['exec', id, 'sh', '-c', 'echo running; sleep 30'], {
      onOutput: (text) => {
        if (text === 'running\n') process.kill(node.lab.containerd.pid, 'SIGKILL');
      },
    });
    assert.equal(outcome.status, 1);
    assert.match(outcome.stderr, /broke before the command's exit status came/);
  });
});
