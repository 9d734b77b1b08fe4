import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScriptedServer } from '../support/scripted-server.ts';
import { makeSimulatedNode } from '../support/simulated-node.ts';
import { Show } from './show.ts';

const pod = { metadata: { name: 'shop', namespace: 'demo', uid: 'demo-1' }, labels: { app: 'shop' } };
const container = {
  metadata: { name: 'clock' },
  image: { image: 'docker.io/library/busybox:1.36' },
  command: ['sh', '-c', 'while sleep 1; do date; done'],
  labels: { 'io.kubernetes.pod.name': 'shop', 'io.kubernetes.pod.namespace': 'demo' },
};

/** The demo where no containerd can be started: crix against a runtime that only remembers. Returns how many commands failed. */
export async function simulatedDemo(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'crix-'));
  const socket = join(dir, 'runtime.sock');
  const server = await startScriptedServer({ socket, node: makeSimulatedNode() });
  try {
    writeFileSync(join(dir, 'pod.json'), JSON.stringify(pod));
    writeFileSync(join(dir, 'container.json'), JSON.stringify(container));
    const env = { PATH: process.env['PATH'], HOME: dir, CONTAINER_RUNTIME_ENDPOINT: `unix://${socket}` };
    return await tour(new Show({ env, cwd: dir }));
  } finally {
    await server.close();
    rmSync(dir, { recursive: true });
  }
}

async function tour(show: Show): Promise<number> {
  await show.crix('version');
  await show.crix('stats');
  const podId = await show.id('runp', 'pod.json');
  const id = await show.id('create', podId, 'container.json', 'pod.json');
  await show.crix('start', id);
  await show.crix('ps', '--pod', podId);
  await show.crix('inspect', '-o', 'go-template', '--template', '{{.status.metadata.name}} is {{.status.state}}', id);
  await show.crix('stop', id);
  await show.crix('ps', '-a', '--pod', podId);
  await show.crix('rmp', '-f', podId);
  await show.crix('pods', '--label', 'app=shop');
  await show.crix('pods');
  await show.crix('ps', '-a');
  await show.crix('images');
  return show.failures;
}
