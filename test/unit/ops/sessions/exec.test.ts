import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { afterEach, test } from 'node:test';
import type { Containerd, TaskExecInput } from '../../../../src/containerd/api.ts';
import { CrixError } from '../../../../src/errors.ts';
import { statusOfEnding } from '../../../../src/ops/sessions/ending.ts';
import { type ExecInput, exec, execSync } from '../../../../src/ops/sessions/exec.ts';
import type { Streams } from '../../../../src/ops/sessions/streams.ts';
import { fakeCri } from '../../../support/fake-cri.ts';
import { SpdyPeer } from '../../../support/fake-spdy-peer.ts';
import { type FakeStreamingServer, startStreamingServer } from '../../../support/fake-streaming-server.ts';
import { Collector } from '../../../support/fake-terminal.ts';

const servers: FakeStreamingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const running = {
  state: 'CONTAINER_RUNNING',
  metadata: { name: 'abc' },
  createdAt: 1n,
  image: { image: 'i' },
  imageRef: 'i',
} as const;

const input: ExecInput = {
  container: 'abc',
  names: false,
  command: ['ls', '--help'],
  isInteractive: false,
  tty: false,
  timeoutSeconds: 0n,
  user: undefined,
  cwd: undefined,
  env: {},
};

function streams(stdout: Collector, more: Partial<Streams> = {}): Streams {
  return {
    transport: 'spdy',
    tls: { skipVerification: true },
    handshakeTimeoutMs: 10_000,
    signal: new AbortController().signal,
    stdout,
    stderr: new Collector(),
    ...more,
  };
}

async function runtimeThat(behave: (peer: SpdyPeer) => Promise<void>): Promise<string> {
  const server = await startStreamingServer((request, socket) => {
    behave(new SpdyPeer(request, socket)).catch((error) => socket.destroy(error));
  });
  servers.push(server);
  return server.url;
}

test('the command goes to the runtime as it is, and the output comes back', async (t) => {
  const url = await runtimeThat(async (peer) => {
    const [errorId = 0, out = 0, err = 0] = await peer.accept('error', 'stdout', 'stderr');
    await peer.data(out, 'hello');
    await peer.finish({ status: 'Success' }, [out, err], errorId);
  });
  const cri = fakeCri(t, { exec: () => ({ url }) });
  const stdout = new Collector();
  const ending = await exec(cri.runtime, input, async () => streams(stdout));
  assert.equal(statusOfEnding(ending), 0);
  assert.equal(stdout.text, 'hello');
  assert.deepEqual(cri.calls[0]?.request, {
    containerId: 'abc',
    cmd: ['ls', '--help'],
    stdin: false,
    tty: false,
    stdout: true,
    stderr: true,
  });
});

test('what does not fit together is found before the runtime is asked, save where crictl asks first', async (t) => {
  const open = () => Promise.reject(new CrixError('failure', 'no terminal'));
  await assert.rejects(exec(fakeCri(t, {}).runtime, input, open), /no terminal/);
  const asked = fakeCri(t, { exec: () => ({ url: 'http://127.0.0.1:1/' }) });
  await assert.rejects(exec(asked.runtime, input, open, { order: 'ask-first' }), /no terminal/);
});

test('a time limit ends the session', async (t) => {
  const url = await runtimeThat(async (peer) => {
    await peer.accept('error', 'stdout', 'stderr');
  });
  const cri = fakeCri(t, { exec: () => ({ url }) });
  const run = exec(cri.runtime, { ...input, timeoutSeconds: 1n }, async () => streams(new Collector()));
  await assert.rejects(run, /did not end within 1s/);
});

test('a status that the runtime keeps to itself is taken from its events, if they are clear', async (t) => {
  for (const [noted, expected] of [
    [[4], { kind: 'exit', code: 4 }],
    [[0, 0], { kind: 'success' }],
    [[0, 1], { kind: 'unknown' }],
    [[], { kind: 'unknown' }],
  ] as const) {
    const url = await runtimeThat(async (peer) => {
      const [, , out = 0, err = 0] = await peer.accept('error', 'stdin', 'stdout', 'stderr');
      const stdin = await peer.stream('stdin');
      await peer.until(() => stdin.received.length >= 100_000);
      await peer.data(out, '', true);
      await peer.data(err, '', true);
    });
    const cri = fakeCri(t, { exec: () => ({ url }), containerStatus: () => ({ status: { ...running, id: 'abc' } }) });
    const stdin = new PassThrough();
    stdin.write(Buffer.alloc(100_000));
    const notes = { commandsIn: (container: string) => (container === 'abc' ? noted : []) };
    const containerd = async () => ({ noteExits: () => notes }) as unknown as Containerd;
    const open = async () => streams(new Collector(), { stdin });
    assert.deepEqual(await exec(cri.runtime, { ...input, isInteractive: true }, open, { containerd }), expected);
  }
});

test('piped input goes through containerd itself where it sees our files', async (t) => {
  // A container whose main process is this one, as far as can be seen.
  const [id = ''] = (await readFile('/proc/self/cgroup', 'utf8')).split('\n');
  const info = { info: JSON.stringify({ pid: process.pid }) };
  const cri = fakeCri(t, { containerStatus: () => ({ status: { ...running, id }, info }) });
  const asked: unknown[] = [];
  const containerd = async () =>
    ({
      exec: async ({ containerId, args }: TaskExecInput) => {
        asked.push({ containerId, args });
        return { kind: 'exit', code: 9 };
      },
    }) as unknown as Containerd;
  const open = async () => streams(new Collector(), { stdin: new PassThrough() });
  const ending = await exec(cri.runtime, { ...input, isInteractive: true }, open, { containerd });
  assert.deepEqual(ending, { kind: 'exit', code: 9 });
  assert.deepEqual(asked, [{ containerId: id, args: ['ls', '--help'] }]);
});

test('the collecting call keeps both outputs and the exit code', async (t) => {
  const reply = { stdout: Buffer.from('o'), stderr: Buffer.from('e'), exitCode: 3 };
  const cri = fakeCri(t, { execSync: () => reply });
  const result = await execSync(cri.runtime, { ...input, timeoutSeconds: 5n });
  assert.deepEqual([Buffer.from(result.stdout).toString(), Buffer.from(result.stderr).toString()], ['o', 'e']);
  assert.equal(result.exitCode, 3);
  assert.deepEqual(cri.calls[0]?.request, { containerId: 'abc', cmd: ['ls', '--help'], timeout: 5n });
});

test('a command that the collecting call cannot find has the status 127', async (t) => {
  const cri = fakeCri(t, {
    execSync: () => {
      throw new CrixError('runtime', 'exec: "nosuch": executable file not found in $PATH: unknown');
    },
  });
  await assert.rejects(execSync(cri.runtime, input), { kind: 'remote-exit', status: 127 });
});

test('endings as exit statuses', () => {
  assert.equal(statusOfEnding({ kind: 'exit', code: 137 }), 137);
  assert.equal(statusOfEnding({ kind: 'detached' }), 0);
  assert.throws(() => statusOfEnding({ kind: 'failure', message: 'no', code: 126 }), { status: 126, message: 'no' });
  assert.throws(() => statusOfEnding({ kind: 'failure', message: 'no' }), { status: 1 });
  assert.throws(() => statusOfEnding({ kind: 'unknown' }), { status: 125 });
});
