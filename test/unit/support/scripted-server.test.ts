import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Cri } from '../../../src/cri/api.ts';
import { createCri } from '../../../src/cri/client.ts';
import { parseEndpoint } from '../../../src/cri/endpoint.ts';
import { openTransport } from '../../../src/cri/transport/open.ts';
import { makeScriptedNode, type Variations } from '../../support/scripted-node.ts';
import { type Fault, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { makeSimulatedNode } from '../../support/simulated-node.ts';

/** A client of ours and a server of the tests' own making, which share no line of protobuf code. */
async function connect(
  test: TestContext,
  settings: { node?: Variations | 'simulated'; faults?: Record<string, Fault>; forceFull?: boolean },
): Promise<{ cri: Cri; server: ScriptedServer }> {
  const dir = mkdtempSync(join(tmpdir(), 'crix-'));
  const socket = join(dir, 's');
  const node = settings.node === 'simulated' ? makeSimulatedNode() : makeScriptedNode(settings.node);
  const server = await startScriptedServer({ socket, node, ...(settings.faults && { faults: settings.faults }) });
  const { endpoint } = parseEndpoint(`unix://${socket}`, 'runtime-endpoint');
  const transport = await openTransport(endpoint, { forceFull: settings.forceFull === true });
  test.after(async () => {
    transport.close();
    await server.close();
    rmSync(dir, { recursive: true });
  });
  return { cri: createCri(transport, { endpoint, timeoutMs: 5000 }), server };
}

for (const forceFull of [false, true]) {
  describe(forceFull ? 'over grpc-js' : 'over the lean transport', () => {
    it('reads the whole world', async (test) => {
      const { cri, server } = await connect(test, { forceFull });
      const { containers } = await cri.runtime.listContainers({ filter: { state: { state: 'CONTAINER_CREATED' } } });
      assert.deepEqual(
        containers.map(({ id, createdAt, state }) => ({ id: id.slice(0, 6), createdAt, state })),
        [{ id: '52a6ba', createdAt: 1420071307000000000n, state: 'CONTAINER_CREATED' }],
      );
      assert.deepEqual(
        server.requests.map(({ rpc, request }) => ({ rpc, request })),
        [{ rpc: 'ListContainers', request: { filter: { state: {} } } }],
      );
    });

    it('reads a reply of several megabytes', async (test) => {
      const { cri } = await connect(test, { forceFull, node: { bulk: 10_000 } });
      const { containers } = await cri.runtime.listContainers({});
      assert.equal(containers.at(-1)?.metadata?.name, 'bulk-9999');
    });

    it('reads errors', async (test) => {
      const { cri } = await connect(test, { forceFull });
      await assert.rejects(cri.images.pullImage({ image: { image: 'missing\u2603' } }), {
        kind: 'not-found',
        code: 'NotFound',
        message: /"missing\u2603": not found/,
      });
    });

    it('reads a stream to its end, and one that breaks off', async (test) => {
      const whole = await connect(test, { forceFull });
      let count = 0;
      for await (const event of whole.cri.runtime.getContainerEvents({})) count += event.containerId === '' ? 0 : 1;
      assert.ok(count > 2);
      const broken = await connect(test, {
        forceFull,
        node: { stream_error: { code: 'UNAVAILABLE', details: 'bye' } },
      });
      await assert.rejects(
        async () => {
          for await (const _ of broken.cri.runtime.getContainerEvents({}));
        },
        { code: 'Unavailable' },
      );
    });

    for (const fault of ['cut', 'cut-inside', 'reset', 'garbage', 'no-trailers'] as const) {
      it(`fails in one line when the answer is ${fault}`, async (test) => {
        const { cri } = await connect(test, { forceFull, faults: { Version: fault } });
        await assert.rejects(cri.runtime.version({}), (error: Error) => {
          assert.match(error.message, /^[^\n]+$/);
          return error.name === 'CrixError';
        });
      });
    }
  });
}

describe('simulated node', () => {
  it('shows in its lists what was run, stopped and removed', async (test) => {
    const { cri } = await connect(test, { node: 'simulated' });
    const metadata = { name: 'new', namespace: 'default', uid: 'u1' };
    const { podSandboxId } = await cri.runtime.runPodSandbox({ config: { metadata } });
    const { containerId } = await cri.runtime.createContainer({
      podSandboxId,
      config: { metadata: { name: 'c' }, image: { image: 'docker.io/library/busybox:1.36' } },
    });
    await cri.runtime.startContainer({ containerId });
    const stateOf = async () =>
      (await cri.runtime.listContainers({ filter: { id: containerId } })).containers[0]?.state;
    assert.equal(await stateOf(), 'CONTAINER_RUNNING');
    await cri.runtime.stopPodSandbox({ podSandboxId });
    assert.equal(await stateOf(), 'CONTAINER_EXITED');
    const { status } = await cri.runtime.containerStatus({ containerId });
    assert.equal(status?.exitCode, 137);
    await cri.runtime.removePodSandbox({ podSandboxId });
    assert.equal(await stateOf(), undefined);
  });

  it('refuses the same pod twice', async (test) => {
    const { cri } = await connect(test, { node: 'simulated' });
    const config = { metadata: { name: 'new', namespace: 'default', uid: 'u1' } };
    await cri.runtime.runPodSandbox({ config });
    await assert.rejects(cri.runtime.runPodSandbox({ config }), { message: /reserved/ });
  });

  it('tells listeners what happens', async (test) => {
    const { cri } = await connect(test, { node: 'simulated' });
    const events = cri.runtime.getContainerEvents({})[Symbol.asyncIterator]();
    const first = events.next();
    // The stream is open once the server has answered something that was asked after it.
    await cri.runtime.version({});
    const { containers } = await cri.runtime.listContainers({ filter: { state: { state: 'CONTAINER_RUNNING' } } });
    const id = containers[0]?.id ?? '';
    await cri.runtime.stopContainer({ containerId: id });
    const { value } = await first;
    assert.deepEqual([value?.containerId, value?.containerEventType], [id, 'CONTAINER_STOPPED_EVENT']);
    await events.return?.();
  });
});
