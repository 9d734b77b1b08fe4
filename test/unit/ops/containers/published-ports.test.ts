import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedPorts } from '../../../../src/ops/containers/published-ports.ts';
import type { Found } from '../../../../src/ops/find-pod-or-container.ts';

const found = (port_mappings: object[], ...annotations: Record<string, string>[]): Found =>
  ({
    pod: { status: { annotations: {} }, info: { info: JSON.stringify({ config: { port_mappings } }) } },
    containers: annotations.map((each) => ({ annotations: each })),
  }) as unknown as Found;

const texts = (given: Found): string[] =>
  publishedPorts(given).map(({ hostIp, hostPort, containerPort, protocol }) => {
    return `${containerPort}/${protocol} ${hostIp} ${hostPort}`;
  });

test('what the pod was made with, each once for all of its containers, in the order of the ports', () => {
  const mappings = [
    { container_port: 53, host_port: 5353, protocol: 1, host_ip: '10.0.0.1' },
    { container_port: 8 },
    { container_port: 22, host_port: 2222 },
  ];
  const expected = ['22/tcp 0.0.0.0 2222', '22/tcp :: 2222', '53/udp 10.0.0.1 5353'];
  assert.deepEqual(texts(found(mappings, {}, {})), expected);
  assert.deepEqual(texts(found(mappings)), expected);
});

test('the kubelet notes them on the container', () => {
  const ports = '[{"containerPort":80,"hostPort":8080,"protocol":"TCP","hostIP":"127.0.0.1"},{"containerPort":81}]';
  assert.deepEqual(texts(found([], { 'io.kubernetes.container.ports': ports })), ['80/tcp 127.0.0.1 8080']);
  assert.deepEqual(texts(found([], { 'io.kubernetes.container.ports': 'nonsense' })), []);
});
