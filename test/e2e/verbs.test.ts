import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, it } from 'node:test';
import { crixAsDocker } from '../docker/program.ts';
import { run } from './support/program.ts';
import { onEachNode, until } from './support/suite.ts';

onEachNode('verbs of docker under the crictl grammar', (node) => {
  let ids: string[] = [];

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    const trapping = 'trap "exit 7" TERM; while true; do sleep 0.1; done';
    ({ ids } = await node.pod('shop', { busy: ['sh', '-c', trapping], idle: ['sleep', '1000'] }));
  });

  it('top lists processes by the numbers of the node', async () => {
    const [head, ...rows] = await node.lines('top', 'shop/idle');
    assert.match(head ?? '', /^PID +PPID +USER .*COMMAND$/);
    assert.equal(rows.length, 1, rows.join('\n'));
    assert.match(rows[0] ?? '', /sleep 1000$/);
    const { info } = await node.json('inspect', ids[1] ?? '');
    assert.ok((rows[0] ?? '').startsWith(`${info.pid} `), rows[0]);
    assert.match((await node.lines('top', 'shop/idle', '-ef'))[0] ?? '', /^UID +PID +PPID/);
  });

  it('wait tells the exit code of what kill ends', async () => {
    const waiting = node.crix(['wait', 'shop/busy', 'shop/idle']);
    assert.equal(await node.ok('kill', '-s', 'TERM', ids[0] ?? ''), ids[0]);
    await until('it has ended', async () => {
      return (await node.json('inspect', ids[0] ?? '')).status.state === 'CONTAINER_EXITED';
    });
    await node.ok('kill', 'shop/idle');
    const { status, stdout } = await waiting;
    assert.equal(stdout, '7\n137\n');
    assert.equal(status, 0);
    const late = await node.crix(['kill', ids[0] ?? '']);
    assert.equal(late.status, 1);
    assert.match(late.stderr, /is not running/);
  });

  it('restart makes anew what docker run made, and leaves the rest alone', async () => {
    const docker = crixAsDocker(node.lab);
    try {
      const words = [...docker.words, 'run', '-d', '--name', 'again', '-p', '18080:80', node.image('busybox')];
      const made = await run([...words, 'sleep', '1000'], { env: { ...node.env, ...docker.env } });
      assert.equal(made.status, 0, made.stderr);
      const anew = await node.ok('restart', '-t', '0', 'again');
      assert.notEqual(anew, made.stdout.trim());
      assert.equal((await node.json('inspect', anew)).status.state, 'CONTAINER_RUNNING');
      assert.deepEqual(await node.lines('port', 'again'), ['80/tcp -> 0.0.0.0:18080', '80/tcp -> [::]:18080']);
      const removed = await run([...docker.words, 'rm', '-f', 'again'], { env: { ...node.env, ...docker.env } });
      assert.equal(removed.status, 0, removed.stderr);
    } finally {
      docker.remove();
    }
    const { ids: others } = await node.pod('kubelets', { own: ['sleep', '1000'] });
    const refused = await node.crix(['restart', 'kubelets/own']);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /was not made by run/);
    assert.equal((await node.json('inspect', others[0] ?? '')).status.state, 'CONTAINER_RUNNING');
  });

  it('history tells what each step of an image added', async () => {
    const [head, first] = await node.lines('history', node.image('busybox'));
    assert.match(head ?? '', /^IMAGE ID +CREATED +SIZE +CREATED BY +COMMENT$/);
    assert.match(first ?? '', /^[0-9a-f]{13} .* [\d.]+MB +\/bin\/sh/);
  });

  it('prune removes what it shows, and nothing of the kubelet', async () => {
    const docker = crixAsDocker(node.lab);
    try {
      const words = [...docker.words, 'run', '--name', 'left', node.image('busybox'), 'true'];
      const made = await run(words, { env: { ...node.env, ...docker.env } });
      assert.equal(made.status, 0, made.stderr);
    } finally {
      docker.remove();
    }
    await node.ok('pull', node.image('spare'));
    const before = await node.lines('ps', '-aq');
    const shown = await node.lines('prune', '--all', '--dry-run');
    assert.match(shown[0] ?? '', /^container [0-9a-f]{13} left$/);
    assert.ok(
      shown.some((line) => line.includes(node.image('spare'))),
      shown.join('\n'),
    );
    assert.match(shown.at(-1) ?? '', /^together [\d.]+MB$/);
    assert.deepEqual(await node.lines('ps', '-aq'), before);
    const unanswered = await node.crix(['prune', '--all']);
    assert.equal(unanswered.status, 2);
    assert.match((await node.lines('prune', '--all', '-f')).at(-1) ?? '', /^freed [\d.]+MB$/);
    assert.deepEqual(await node.lines('prune', '--all', '--dry-run'), ['nothing to remove']);
    assert.equal((await node.lines('ps', '-aq')).length, before.length - 1);
    const tags = await node.tags();
    assert.ok(tags.includes(node.image('busybox')), tags.join(' '));
    assert.ok(
      tags.some((tag) => tag.includes('pause')),
      tags.join(' '),
    );
  });

  it('cp takes files out of a container and puts them in, one that has ended too', async () => {
    const home = join(node.lab.dir, 'home');
    const { ids: files } = await node.pod('files', {
      keeper: ['sh', '-c', 'mkdir -p /data/deep; echo kept > /data/deep/file; exec sleep 1000'],
    });
    await until('the file is there', async () => {
      return (await node.crix(['exec', files[0] ?? '', 'cat', '/data/deep/file'])).status === 0;
    });
    await node.ok('cp', 'files/keeper:/data', home);
    assert.equal(await readFile(join(home, 'data/deep/file'), 'utf8'), 'kept\n');
    await writeFile(join(home, 'note'), 'fixed\n');
    await node.ok('cp', join(home, 'note'), 'files/keeper:/data/deep/file');
    assert.equal(await node.ok('exec', files[0] ?? '', 'cat', '/data/deep/file'), 'fixed');
    await node.ok('kill', 'files/keeper');
    await until('it has ended', async () => {
      return (await node.json('inspect', files[0] ?? '')).status.state === 'CONTAINER_EXITED';
    });
    await node.ok('cp', 'files/keeper:/data/deep/file', join(home, 'after'));
    assert.equal(await readFile(join(home, 'after'), 'utf8'), 'fixed\n');
    assert.equal((await node.crix(['cp', 'files/keeper:/nothing', home])).status, 1);
  });

  it('df tells what takes the disk', async () => {
    const lines = await node.lines('df', '-v');
    assert.match(lines[0] ?? '', /^TYPE +TOTAL +ACTIVE +SIZE +RECLAIMABLE$/);
    assert.match(lines[1] ?? '', /^Images +\d+ +1 +[\d.]+MB /);
    assert.ok(lines.some((line) => /^\S+io\.containerd\.snapshotter\.v1\S+ +[\d.]+.?B +[\d.]+[GT]B/.test(line)));
    assert.ok(
      lines.some((line) => /busy +Exited +[\d.]+k?B +[\d.]+k?B +no$/.test(line)),
      lines.join('\n'),
    );
    const { containers } = await node.json('df');
    assert.ok(containers.length >= 2);
  });
});
