import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { command as history } from '../../../src/commands/history.ts';
import { command as kill } from '../../../src/commands/kill.ts';
import { command as port } from '../../../src/commands/port.ts';
import { command as restart } from '../../../src/commands/restart.ts';
import { command as top } from '../../../src/commands/top.ts';
import { command as wait } from '../../../src/commands/wait.ts';
import type { Containerd } from '../../../src/containerd/api.ts';
import { CrixError } from '../../../src/errors.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';
import { runCommand } from '../../support/run-command.ts';

const id = 'a'.repeat(64);
const exited = (exitCode: number) => ({ status: { id, state: 'CONTAINER_EXITED' as const, exitCode } });
const running = () => ({ status: { id, state: 'CONTAINER_RUNNING' as const } });
const missing = () => Promise.reject(new CrixError('not-found', 'not found', { code: 'NotFound' }));

describe('kill', () => {
  it('sends the signal through containerd and names what was signalled', async (test) => {
    const signals: unknown[] = [];
    const tasks = { kill: async (request: unknown) => void signals.push(request) };
    const cri = fakeCri(test, { containerStatus: running });
    const context = fakeContext({ cri, containerd: { tasks } as unknown as Containerd });
    assert.equal(await runCommand(kill, context, '-s', 'sigHUP', id), 0);
    assert.deepEqual(signals, [{ containerId: id, signal: 1 }]);
    assert.equal(context.io.out(), `${id}\n`);
  });

  it('knows signals before it connects', async () => {
    await assert.rejects(runCommand(kill, fakeContext(), '-s', 'FOO', id), { kind: 'usage', message: /"FOO"/ });
    await assert.rejects(runCommand(kill, fakeContext(), ''), { kind: 'usage' });
  });
});

describe('wait', () => {
  it('prints codes in the order of the words, names what is not there, and goes on', async (test) => {
    const containerStatus = ({ containerId = '' }: { containerId?: string | undefined }) =>
      containerId.startsWith('a') ? exited(7) : containerId.startsWith('b') ? exited(0) : missing();
    const cri = fakeCri(test, { containerStatus, listContainers: () => ({}) });
    const context = fakeContext({ cri });
    assert.equal(await runCommand(wait, context, 'aa', 'cc', 'bb'), 1);
    assert.equal(context.io.out(), '7\n0\n');
    assert.match(context.io.err(), /not found/);
  });
});

describe('restart', () => {
  it("does not stop what it could not start again: somebody else's container", async (test) => {
    const cri = fakeCri(test, {
      containerStatus: running,
      listContainers: () => ({ containers: [{ id, labels: { app: 'web' } }] }),
    });
    const context = fakeContext({ cri });
    assert.equal(await runCommand(restart, context, id), 1);
    assert.match(context.io.err(), /was not made by run/);
    assert.ok(!cri.calls.some(({ method }) => method === 'stopContainer'));
  });
});

describe('port', () => {
  it('shows one port alone, and fails for one that is not published', async (test) => {
    const mappings = { config: { port_mappings: [{ container_port: 80, host_port: 8080, host_ip: '::1' }] } };
    const pod = { id, metadata: { name: 'web', namespace: 'default', uid: 'u' } };
    const cri = fakeCri(test, {
      listPodSandbox: () => ({ items: [pod] }),
      podSandboxStatus: () => ({ status: pod, info: { info: JSON.stringify(mappings) } }),
      listContainers: () => ({}),
    });
    const printed = async (...words: string[]): Promise<string> => {
      const context = fakeContext({ cri });
      await runCommand(port, context, ...words);
      return context.io.out();
    };
    assert.equal(await printed('web'), '80/tcp -> [::1]:8080\n');
    assert.equal(await printed('web', '80'), '[::1]:8080\n');
    await assert.rejects(printed('web', '80/udp'), { kind: 'not-found', message: /80\/udp/ });
    for (const bad of ['x', '0', '65536', '80/icmp']) {
      await assert.rejects(runCommand(port, fakeContext(), 'web', bad), { kind: 'usage' }, bad);
    }
  });
});

describe('top', () => {
  it('takes what follows the container for options of ps', async (test) => {
    const cri = fakeCri(test, {
      containerStatus: running,
      execSync: ({ cmd }) => ({ stdout: Buffer.from(`PID ARGS\n1 ${cmd?.join('+')}\n`) }),
    });
    const context = fakeContext({ cri });
    await runCommand(top, context, id, '-o', 'pid,args');
    assert.equal(context.io.out(), 'PID   ARGS\n1     ps+-o+pid,args\n');
  });
});

describe('history', () => {
  it('cuts long commands, and prints json with all of them', async (test) => {
    const imageSpec = { history: [{ created: '2015-01-01T00:00:00Z', created_by: `RUN ${'x'.repeat(100)}` }] };
    const imageStatus = () => ({ image: { id: `sha256:${id}` }, info: { info: JSON.stringify({ imageSpec }) } });
    const cri = fakeCri(test, { imageStatus });
    const table = fakeContext({ cri });
    await runCommand(history, table, 'a:1');
    assert.match(table.io.out(), /^aaaaaaaaaaaaa +10 minutes ago +- +RUN x{55}…/m);
    const json = fakeContext({ cri });
    await runCommand(history, json, '-o', 'json', 'a:1');
    assert.equal(JSON.parse(json.io.out()).history[0].createdBy.length, 104);
  });
});
