import assert from 'node:assert/strict';
import { appendFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, it } from 'node:test';
import type { TestNode } from './support/node.ts';
import { onEachNode, until } from './support/suite.ts';

const numbers = (count: number): string => Array.from({ length: count }, (_, number) => `${number}\n`).join('');

/** Where the log of a pod's container of the same name lies. */
function logPath(node: TestNode, name: string): string {
  return join(node.lab.logs, name, `${name}.log`);
}

async function waitForLine(node: TestNode, id: string, text: string): Promise<void> {
  await until(`the log has ${text}`, async () => (await node.crix(['logs', id])).stdout.includes(text));
}

onEachNode('logs', (node) => {
  before(async () => {
    await node.ok('pull', node.image('busybox'));
  });

  it('shows stdout and stderr, each on its own', async () => {
    const { ids } = await node.pod('both', { both: ['sh', '-c', 'echo out; echo err >&2; printf rest; sleep 1000'] });
    const [id = ''] = ids;
    await waitForLine(node, id, 'out');
    await until('stderr is there', async () => (await node.crix(['logs', id])).stderr === 'err\n');
    assert.equal((await node.crix(['logs', '-s', 'stdout', id])).stdout, 'out\n');
    assert.match((await node.crix(['logs', '-t', '--tail', '1', id, '-s', 'stdout'])).stdout, /^\d{4}-.{20,40} out\n$/);
    assert.equal((await node.crix(['logs', '--since', '1h', '--until', '30m', id])).stdout, '');
    assert.equal((await node.crix(['logs', 'both'])).stdout, 'out\n');
  });

  it('joins what the runtime cut, and shows the last line without newline when the container is over', async () => {
    const script = 'head -c 100000 /dev/zero | tr "\\0" x; printf "\\nend"';
    const { ids } = await node.pod('long', { long: ['sh', '-c', script] });
    const [id = ''] = ids;
    const { stdout, status } = await node.crix(['logs', '-f', id]);
    assert.equal(status, 0);
    assert.equal(stdout, `${'x'.repeat(100_000)}\nend`);
  });

  it('follows until the container ends', async () => {
    const { ids } = await node.pod('ends', {
      ends: ['sh', '-c', 'for i in 1 2 3; do echo $i; sleep 0.3; done; exit 3'],
    });
    assert.deepEqual(await node.crix(['logs', '-f', ids[0] ?? '']), { status: 0, stdout: '1\n2\n3\n', stderr: '' });
  });

  it('stops following at Ctrl-C, quietly', async () => {
    const { ids } = await node.pod('ticks', { ticks: ['sh', '-c', 'echo tick; sleep 1000'] });
    const outcome = await node.crix(['logs', '-f', ids[0] ?? ''], {
      onOutput: (text, act) => text.includes('tick') && act.signal('SIGINT'),
    });
    assert.deepEqual(outcome, { status: 0, stdout: 'tick\n', stderr: '' });
  });

  it('loses and repeats no line while the log is rotated under a writer', async () => {
    const count = 20_000;
    const script = `i=0; while [ $i -lt ${count} ]; do echo $i; i=$((i+1)); done; sleep 1`;
    const podFile = await node.podFile('rotated');
    const pod = await node.ok('runp', podFile);
    const id = await node.ok(
      'create',
      pod,
      await node.containerFile({ pod: 'rotated', name: 'rotated', command: ['sh', '-c', script] }),
      podFile,
    );
    await node.ok('start', id);
    const path = logPath(node, 'rotated');
    // As kubelet does it: rename, then have the runtime open a new file; if it does not, because the container is over, back.
    const rotate = async (): Promise<void> => {
      for (let round = 0; round < 8; round++) {
        const old = `${path}.20260101-00000${round}`;
        renameSync(path, old);
        if ((await node.crix(['logs', '-r', '--tail', '0', id])).status !== 0) return renameSync(old, path);
      }
    };
    let rotated: Promise<void> | undefined;
    const { status, stdout, stderr } = await node.crix(['logs', '-f', id], {
      onOutput: () => {
        rotated ??= rotate();
      },
    });
    await rotated;
    assert.deepEqual([status, stderr], [0, '']);
    assert.ok(stdout === numbers(count), firstDifference(stdout, numbers(count)));
    const { stdout: all } = await node.crix(['logs', '--tail', String(count), id]);
    assert.ok(all === numbers(count), firstDifference(all, numbers(count)));
  });

  it('reads the end of a large log from its end', async () => {
    const { ids } = await node.pod('large', { large: ['sh', '-c', 'echo first'] });
    const [id = ''] = ids;
    await waitForLine(node, id, 'first');
    const path = logPath(node, 'large');
    for (let block = 0; block < 50; block++) {
      const line = (at: number): string =>
        `2026-01-01T00:00:00.000000001Z stdout F ${block * 10_000 + at} ${'x'.repeat(60)}\n`;
      appendFileSync(path, Array.from({ length: 10_000 }, (_, at) => line(at)).join(''));
    }
    const shown = (await node.crix(['logs', '--tail', '10', id])).stdout.split('\n').map((line) => line.split(' ')[0]);
    assert.deepEqual(shown, [...Array.from({ length: 10 }, (_, at) => String(499_990 + at)), '']);
  });

  it('merges several logs by time and names their containers', async () => {
    await node.pod('pair', {
      one: ['sh', '-c', 'for i in 1 2 3; do echo $i; sleep 0.1; done'],
      two: ['sh', '-c', 'for i in 4 5 6; do echo $i; sleep 0.1; done'],
    });
    const words = ['logs', '-t', '--pod', 'pair'];
    const followed = await node.crix([...words, '-f']);
    assert.equal(followed.status, 0);
    const lines = (await node.crix(words)).stdout.trimEnd().split('\n');
    const times = lines.map((line) => line.split(' ')[2] ?? '');
    assert.deepEqual(times, times.toSorted());
    for (const text of [lines.join('\n'), followed.stdout]) {
      const shown = text
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/\|.* /, '| '));
      assert.deepEqual(
        shown.toSorted(),
        [1, 2, 3, 4, 5, 6].map((number) => `pair/${number < 4 ? 'one' : 'two'} | ${number}`),
      );
    }
    assert.match((await node.crix(['logs', '-l', 'io.kubernetes.container.name=two'])).stdout, /^pair\/two \| 4\n/);
  });

  it('reads from disk while no runtime answers', async () => {
    const root = join(node.lab.dir, 'var-log');
    const uid = 'uid-disk';
    const podFile = await node.podFile('disk', { log_directory: join(root, `pods/default_disk_${uid}`) });
    const pod = await node.ok('runp', podFile);
    const file = await node.containerFile(
      { pod: 'app', name: 'app', command: ['sh', '-c', 'echo from disk'] },
      { log_path: 'app/0.log' },
    );
    const id = await node.ok('create', pod, file, podFile);
    await node.ok('start', id);
    await waitForLine(node, id, 'from disk');
    const env = { CONTAINER_RUNTIME_ENDPOINT: 'unix:///nowhere.sock' };
    const words = ['logs', '--from-disk', '--log-root', root, 'default/disk/app'];
    assert.deepEqual(await node.crix(words, { env }), { status: 0, stdout: 'from disk\n', stderr: '' });
  });

  it('tells a log that is gone from one that never was', async () => {
    const { ids } = await node.pod('gone', { gone: ['sleep', '1000'] });
    const [id = ''] = ids;
    const path = logPath(node, 'gone');
    renameSync(path, join(dirname(path), 'away'));
    const gone = await node.crix(['logs', id]);
    assert.equal(gone.status, 1);
    assert.ok(gone.stderr.includes(`log file ${path} not found on this host`), gone.stderr);

    const podFile = await node.podFile('silent', { log_directory: '' });
    const pod = await node.ok('runp', podFile);
    const silent = await node.ok(
      'create',
      pod,
      await node.containerFile({ pod: 'silent', name: 'silent', command: ['sleep', '9'] }, { log_path: '' }),
      podFile,
    );
    assert.match((await node.crix(['logs', silent])).stderr, /no log path is set for container/);
  });
});

function firstDifference(one: string, other: string): string {
  const [lines, wanted] = [one.split('\n'), other.split('\n')];
  const at = wanted.findIndex((line, index) => line !== lines[index]);
  return `line ${at}: ${JSON.stringify(lines.slice(Math.max(0, at - 2), at + 3))}, ${lines.length} of ${wanted.length} lines`;
}
