import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, it } from 'node:test';
import type { PublishedPort } from '../../../../src/ops/containers/alone.ts';
import { settleHostPorts } from '../../../../src/ops/containers/host-ports.ts';

const port = (more: Partial<PublishedPort> = {}): PublishedPort => ({
  protocol: 'TCP',
  containerPort: 80,
  hostPort: 0,
  hostIp: '127.0.0.1',
  ...more,
});

describe('settleHostPorts', () => {
  it('picks a free port for each that has none', async () => {
    const settled = await settleHostPorts([port(), port({ containerPort: 81 }), port({ protocol: 'UDP' })], []);
    assert.ok(settled.every(({ hostPort }) => hostPort > 0));
    assert.notEqual(settled[0]?.hostPort, settled[1]?.hostPort);
  });

  it('refuses a port that something listens on', async (test) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    test.after(() => server.close());
    const { port: hostPort } = server.address() as AddressInfo;
    await assert.rejects(
      settleHostPorts([port({ hostPort })], []),
      new RegExp(`127\\.0\\.0\\.1:${hostPort} failed: port is already allocated`),
    );
  });

  it('refuses a port that is mapped to another container, which nothing listens on', async () => {
    const [free] = await settleHostPorts([port()], []);
    const other = port({ hostPort: free?.hostPort ?? 0, hostIp: '' });
    await assert.rejects(settleHostPorts([free as PublishedPort], [other]), /already allocated/);
    await settleHostPorts([free as PublishedPort], [{ ...other, protocol: 'UDP' }]);
  });
});
