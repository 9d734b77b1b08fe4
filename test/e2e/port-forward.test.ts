import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { before, it } from 'node:test';
import { crixWords } from './support/program.ts';
import { podOf } from './support/streams.ts';
import { onEachNode } from './support/suite.ts';

onEachNode('port-forward', (node) => {
  let pod = '';
  let web = '';

  before(async () => {
    await node.ok('pull', node.image('busybox'));
    const made = await podOf(node, 'web', {
      web: { command: ['httpd', '-f', '-p', '8080', '-h', '/bin'] },
      slow: { command: ['sh', '-c', 'nc -ll -p 7001 -e sh -c "read line; sleep 1; echo late \\$line"'] },
    });
    pod = made.pod;
    web = made.ids['web'] ?? '';
  });

  /** Forwards while the body runs; the addresses come as they are printed. */
  async function forwarding(words: string[], body: (forward: Forward) => Promise<void>): Promise<void> {
    const [program = '', ...args] = [...crixWords, 'port-forward', ...words];
    const child = spawn(program, args, { env: node.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const forward: Forward = { child, out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      forward.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      forward.err += text;
    });
    try {
      await body(forward);
    } finally {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await once(child, 'close');
      }
    }
  }

  it('serves HTTP on both loopback addresses, on several ports, eight at once', async () => {
    await forwarding([pod, ':8080', '0:7001'], async (forward) => {
      await shown(forward, 'out', '-> 7001');
      const port = portTo(forward, 8080);
      const hosts = forward.out.includes('[::1]') ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'];
      const sums = await Promise.all(
        Array.from({ length: 8 }, async (_, at) => {
          const response = await fetch(`http://${hosts[at % hosts.length]}:${port}/busybox`);
          return createHash('sha256')
            .update(Buffer.from(await response.arrayBuffer()))
            .digest('hex');
        }),
      );
      const expected = (await node.ok('exec', web, 'sha256sum', '/bin/busybox')).split(' ')[0];
      assert.deepEqual(new Set(sums), new Set([expected]));
      forward.child.kill('SIGINT');
      const [status] = await once(forward.child, 'close');
      assert.equal(status, 0, forward.err);
    });
  });

  it('lets a client that closes its half have the whole answer', async () => {
    await forwarding([pod, ':7001'], async (forward) => {
      await shown(forward, 'out', '-> 7001');
      const client = connect({ host: '127.0.0.1', port: portTo(forward, 7001), allowHalfOpen: true });
      client.end('word\n');
      let answer = '';
      for await (const chunk of client) answer += chunk;
      assert.equal(answer, 'late word\n');
    });
  });

  it('ends a refused connection only', async () => {
    await forwarding([pod, ':9', ':8080'], async (forward) => {
      await shown(forward, 'out', '-> 8080');
      await assert.rejects(fetch(`http://127.0.0.1:${portTo(forward, 9)}/`));
      await shown(forward, 'err', 'crix:');
      assert.equal(forward.err, 'crix: port 9 in the pod refused the connection: nothing listens there\n');
      assert.equal((await fetch(`http://127.0.0.1:${portTo(forward, 8080)}/busybox`)).status, 200);
    });
  });

  it('is not held up by a client that does not read', async () => {
    await forwarding([pod, ':8080'], async (forward) => {
      await shown(forward, 'out', '-> 8080');
      const stuck = connect({ host: '127.0.0.1', port: portTo(forward, 8080) });
      stuck.write('GET /busybox HTTP/1.0\r\n\r\n');
      stuck.pause();
      assert.equal((await fetch(`http://127.0.0.1:${portTo(forward, 8080)}/busybox`)).status, 200);
      stuck.destroy();
    });
  });

  it('listens where it is told to, and refuses a port that is taken', async () => {
    await forwarding(['--address', '127.0.0.3', pod, ':8080'], async (forward) => {
      await shown(forward, 'out', '-> 8080');
      const port = portTo(forward, 8080);
      assert.match(forward.out, /^Forwarding from 127\.0\.0\.3:\d+ -> 8080\n$/);
      const second = await node.crix(['port-forward', '--address', '127.0.0.3', pod, `${port}:8080`]);
      assert.equal(second.status, 1);
      assert.match(second.stderr, /it is in use/);
    });
  });

  it('works over WebSocket', async () => {
    await forwarding(['-r', 'websocket', pod, ':8080'], async (forward) => {
      await shown(forward, 'out', '-> 8080');
      assert.equal((await fetch(`http://127.0.0.1:${portTo(forward, 8080)}/busybox`)).status, 200);
    });
  });

  it('refuses an unknown pod and bad ports at once', async () => {
    assert.match((await node.crix(['port-forward', 'nosuch', '80'])).stderr, /nosuch/);
    const { status, stderr } = await node.crix(['port-forward', pod, '1:2:3']);
    assert.equal(status, 2);
    assert.match(stderr, /1:2:3/);
  });
});

interface Forward {
  child: ChildProcessByStdio<null, Readable, Readable>;
  out: string;
  err: string;
}

/** Waits until a text has been printed. */
async function shown(forward: Forward, stream: 'out' | 'err', text: string): Promise<void> {
  while (!forward[stream].includes(text)) {
    assert.equal(forward.child.exitCode, null, forward.err);
    await once(forward.child[stream === 'out' ? 'stdout' : 'stderr'], 'data');
  }
}

function portTo(forward: Forward, remote: number): number {
  const port = new RegExp(`127\\.0\\.0\\.\\d:(\\d+) -> ${remote}\\n`).exec(forward.out)?.[1];
  assert.ok(port !== undefined, forward.out);
  return Number(port);
}
