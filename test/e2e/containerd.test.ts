import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, before, it } from 'node:test';
import type { Containerd, TaskExecInput } from '../../src/containerd/api.ts';
import { createContainerd } from '../../src/containerd/client.ts';
import type { Cri } from '../../src/cri/api.ts';
import { createCri } from '../../src/cri/client.ts';
import { parseEndpoint } from '../../src/cri/endpoint.ts';
import { openTransport } from '../../src/cri/transport/open.ts';
import type { Transport } from '../../src/cri/transport/transport.ts';
import { onEachNode } from './support/suite.ts';

const terminal = { size: () => ({ columns: 91, rows: 33 }), onResize: () => () => {}, enterRawMode: () => () => {} };
const detachKeys = Uint8Array.of(16, 17);

onEachNode("containerd's own services", (node) => {
  let transport: Transport;
  let cri: Cri;
  let containerd: Containerd;
  let containerId: string;
  /** What containerd was asked to run. */
  const asked: { execId: string; stdout: string }[] = [];

  before(async () => {
    const { endpoint } = parseEndpoint(node.lab.endpoint);
    transport = await openTransport(endpoint);
    const options = { endpoint, timeoutMs: 30_000 };
    cri = createCri(transport, options);
    const trace = (line: string): void => {
      if (line.startsWith('Exec {')) asked.push(JSON.parse(line.slice('Exec '.length)));
    };
    const found = await createContainerd(transport, { ...options, trace });
    assert.ok(found !== undefined);
    containerd = found;
    const image = { image: node.image('busybox') };
    await cri.images.pullImage({ image });
    const sandboxConfig = {
      metadata: { name: 'tasks', namespace: 'default', uid: 'uid-tasks' },
      logDirectory: node.lab.logs,
      linux: {},
    };
    const { podSandboxId } = await cri.runtime.runPodSandbox({ config: sandboxConfig });
    const config = { metadata: { name: 'box' }, image, command: ['sleep', '1000000'], logPath: 'box.log', linux: {} };
    ({ containerId } = await cri.runtime.createContainer({ podSandboxId, config, sandboxConfig }));
    await cri.runtime.startContainer({ containerId });
  });

  after(() => transport.close());

  /** Runs a command and collects what it prints. */
  async function exec(
    args: string[],
    more: Partial<TaskExecInput> = {},
  ): Promise<{ ending: unknown; stdout: string; stderr: string }> {
    const pieces = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    const sink = (list: Uint8Array[]): { write(bytes: Uint8Array): Promise<void> } => ({
      async write(bytes) {
        list.push(bytes);
      },
    });
    const ending = await containerd.exec({
      containerId,
      args,
      stdout: sink(pieces.stdout),
      stderr: sink(pieces.stderr),
      signal: new AbortController().signal,
      ...more,
    });
    const text = (list: Uint8Array[]): string => Buffer.concat(list).toString('utf8');
    return { ending, stdout: text(pieces.stdout), stderr: text(pieces.stderr) };
  }

  it('knows the plugins, with CRI among those that run', async () => {
    assert.deepEqual(await containerd.criState(), { state: 'loaded' });
  });

  it('exec keeps streams and status apart', async () => {
    assert.deepEqual(await exec(['sh', '-c', 'echo out; echo err >&2; exit 9']), {
      ending: { kind: 'exit', code: 9 },
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('exec takes user, folder and environment', async () => {
    const more = { user: '1000:7', cwd: '/tmp', env: { COLOUR: 'blue é', PATH: '/bin' } };
    const { stdout } = await exec(['sh', '-c', 'id -u; id -g; pwd; echo $COLOUR'], more);
    assert.equal(stdout, '1000\n7\n/tmp\nblue é\n');
  });

  it('exec looks user names up in the container', async () => {
    const { stdout } = await exec(['id', '-u'], { user: 'root' });
    assert.equal(stdout, '0\n');
    await assert.rejects(exec(['id'], { user: 'nobody-of-that-name' }), /unable to find user/);
  });

  it('exec carries input to its end', async () => {
    const input = Readable.from([Buffer.from('a'.repeat(300_000)), Buffer.from('b'.repeat(700_000))]);
    const { stdout, ending } = await exec(['sh', '-c', 'cat | wc -c'], { stdin: input });
    assert.deepEqual([stdout.trim(), ending], ['1000000', { kind: 'success' }]);
  });

  it('exec ends with the command while input goes on for ever', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65_536, 'y');
      })(),
    );
    const { ending, stdout } = await exec(['sh', '-c', 'head -c 5; exit 4'], { stdin: endless });
    assert.deepEqual([stdout, ending], ['yyyyy', { kind: 'exit', code: 4 }]);
  });

  it('exec loses no byte of a long output to a slow reader', async () => {
    let count = 0;
    const slow = {
      async write(bytes: Uint8Array) {
        count += bytes.length;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    await exec(['head', '-c', '30000000', '/dev/zero'], { stdout: slow });
    assert.equal(count, 30_000_000);
  });

  it('exec says what could not be started, as docker does', async () => {
    const { ending } = await exec(['no-such-program']);
    assert.deepEqual({ ...(ending as object), message: '' }, { kind: 'failure', message: '', code: 127 });
    assert.equal(((await exec(['/tmp'])).ending as { code?: number }).code, 126);
  });

  it('exec gives a terminal its size from the first moment', async () => {
    const { stdout } = await exec(['sh', '-c', 'stty size; echo err >&2'], { terminal });
    assert.equal(stdout, '33 91\r\nerr\r\n');
  });

  it('exec lets go at the detach keys, and the command goes on with nobody reading', async () => {
    const stdin = new PassThrough();
    const mark = '/tmp/went-on';
    stdin.write(`seq 1 200000; echo yes > ${mark}\r`);
    let isTyped = false;
    const stdout = {
      async write() {
        if (!isTyped) stdin.write(detachKeys);
        isTyped = true;
      },
    };
    assert.deepEqual((await exec(['sh'], { stdin, stdout, terminal, detachKeys })).ending, { kind: 'detached' });
    const { stdout: text } = await exec(['sh', '-c', `while [ ! -s ${mark} ]; do sleep 0.1; done; cat ${mark}`]);
    assert.equal(text, 'yes\n');
  });

  it('exec only starts a command that is to run in the background', async () => {
    const { ending } = await exec(['sh', '-c', 'echo here > /tmp/background'], { detach: true });
    assert.deepEqual(ending, { kind: 'detached' });
    const wait = 'while [ ! -s /tmp/background ]; do sleep 0.1; done; cat /tmp/background';
    assert.equal((await exec(['sh', '-c', wait])).stdout, 'here\n');
  });

  it('exec kills the command when it is cancelled', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const onOpen = (): void => stop.abort(reason);
    await assert.rejects(exec(['sleep', '31415'], { signal: stop.signal, onOpen }), reason);
    const { execId } = asked.at(-1) ?? assert.fail('nothing was asked');
    await assert.rejects(containerd.tasks.get({ containerId, execId }), { kind: 'not-found' });
    const { stdout } = await exec(['ps', '-o', 'args']);
    assert.doesNotMatch(stdout, /31415/);
  });

  it('exec leaves neither a process nor a pipe behind', async () => {
    for (const [args, more] of [
      [['true'], {}],
      [['no-such-program'], {}],
      [['sh'], { terminal }],
    ] as const) {
      const stdin = Readable.from([Buffer.from('exit\n')]);
      await exec([...args], { stdin, ...more });
      const { execId, stdout } = asked.at(-1) ?? assert.fail('nothing was asked');
      await assert.rejects(containerd.tasks.get({ containerId, execId }), { kind: 'not-found' });
      assert.equal(existsSync(dirname(stdout)), false);
    }
  });

  it('exec in a container that is not running is refused', async () => {
    await assert.rejects(exec(['true'], { containerId: 'no-such-container' }), { kind: 'not-found' });
  });

  it('shows the layers of a pull', async () => {
    const reference = node.image('web');
    const stop = new AbortController();
    const states: string[][] = [];
    const watching = (async () => {
      for await (const layers of containerd.watchPull({ reference, signal: stop.signal })) {
        states.push(layers.map(({ state }) => state));
        if (layers.every(({ state }) => state === 'unpacked')) stop.abort();
      }
    })();
    await cri.images.pullImage({ image: { image: reference } });
    await watching;
    assert.ok(states.length > 0);
    assert.deepEqual([...new Set(states.at(-1))], ['unpacked']);
  });
});
