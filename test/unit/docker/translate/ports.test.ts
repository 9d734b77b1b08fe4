import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposedPorts, publishedPorts } from '../../../../src/docker/translate/ports.ts';

const tcp = { protocol: 'TCP', containerPort: 80, hostPort: 8080, hostIp: '' };

test('-p with and without an address, protocol and range', () => {
  assert.deepEqual(publishedPorts('8080:80'), [tcp]);
  assert.deepEqual(publishedPorts('127.0.0.1:8080:80/tcp'), [{ ...tcp, hostIp: '127.0.0.1' }]);
  assert.deepEqual(publishedPorts('[::1]:8080:80/udp'), [{ ...tcp, protocol: 'UDP', hostIp: '::1' }]);
  assert.deepEqual(publishedPorts('8080-8081:80-81'), [tcp, { ...tcp, containerPort: 81, hostPort: 8081 }]);
});

test('-p without a port of the host leaves it open', () => {
  assert.deepEqual(publishedPorts('80'), [{ ...tcp, hostPort: 0 }]);
  assert.deepEqual(publishedPorts('127.0.0.1::80'), [{ ...tcp, hostPort: 0, hostIp: '127.0.0.1' }]);
  assert.deepEqual(publishedPorts('0:80'), [{ ...tcp, hostPort: 0 }]);
});

test('-p that cannot be read', () => {
  for (const word of ['x', '8080:80/icmp', '1-2:80', '70000:80', '1.2.3:80:80']) {
    assert.throws(() => publishedPorts(word), { kind: 'usage' }, word);
  }
});

test('--expose', () => {
  assert.deepEqual(exposedPorts('80-81/udp'), ['80/udp', '81/udp']);
});
