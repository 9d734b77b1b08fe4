// Findings about what cannot be had on a test machine: huge images, pods that vanished, containers as old as the hills.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeScriptedNode, type Variations } from '../support/scripted-node.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { startStuckRuntime } from '../support/stuck-runtime.ts';
import type { FoundProblem } from './support/breakable.ts';
import { crixWords, run } from './support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'crix-doctor-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'crictl.yaml'), '');

/** What a check finds on a node that answers so. */
async function examine(check: string, variations: Variations): Promise<FoundProblem[]> {
  const socket = join(folder, 'cri.sock');
  const server = await startScriptedServer({ socket, node: makeScriptedNode(variations) });
  const env = {
    PATH: process.env['PATH'],
    CRI_CONFIG_FILE: join(folder, 'crictl.yaml'),
    CONTAINER_RUNTIME_ENDPOINT: `unix://${socket}`,
  };
  const { stdout, stderr } = await run([...crixWords, 'doctor', '-o', 'json', check], { env });
  await server.close();
  rmSync(socket, { force: true });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout).findings;
}

it('a runtime that takes no more connections is stuck, not gone', async (test) => {
  const socket = join(folder, 'stuck.sock');
  await startStuckRuntime(test, socket);
  const env = {
    PATH: process.env['PATH'],
    CRI_CONFIG_FILE: join(folder, 'crictl.yaml'),
    CONTAINER_RUNTIME_ENDPOINT: `unix://${socket}`,
  };
  const { stdout, stderr } = await run([...crixWords, 'doctor', '-o', 'json', 'endpoint.socket'], { env });
  assert.notEqual(stdout, '', stderr);
  const [finding] = JSON.parse(stdout).findings;
  assert.equal(finding.id, 'endpoint.socket.full');
  assert.match(finding.next.at(-1), /^systemctl restart /);
});

const id = 'c'.repeat(64);
const container = {
  id,
  pod_sandbox_id: 'p'.repeat(64),
  metadata: { name: 'app' },
  image: { image: 'busybox' },
  image_ref: 'busybox',
  labels: { 'io.kubernetes.pod.name': 'web', 'io.kubernetes.pod.namespace': 'default' },
};
const pod = { id: 'p'.repeat(64), metadata: { name: 'web', namespace: 'default', uid: 'u' }, created_at: '1' };

interface Case {
  finding: string;
  sick: Variations;
  /** After what `next` says was done. */
  healthy: Variations;
  next: string[];
}

const cases: readonly Case[] = [
  {
    finding: 'endpoint.cri.starting',
    sick: { errors: { Version: { code: 'UNAVAILABLE', details: 'server is not initialized yet' } } },
    healthy: {},
    next: ['crix doctor'],
  },
  {
    finding: 'workloads.created.stuck',
    sick: {
      replies: { ListContainers: { containers: [{ ...container, state: 'CONTAINER_CREATED', created_at: '1' }] } },
    },
    healthy: { replies: { ListContainers: {} } },
    next: [`crix rm ${id.slice(0, 13)}`],
  },
  {
    finding: 'workloads.orphans.containers',
    sick: { replies: { ListPodSandbox: {}, ListContainers: { containers: [container] } } },
    healthy: { replies: { ListPodSandbox: { items: [pod] }, ListContainers: { containers: [container] } } },
    next: [`crix rm -f ${id.slice(0, 13)}`],
  },
  {
    finding: 'disk.images.unused',
    sick: {
      replies: {
        ListContainers: {},
        ListImages: { images: [{ id: 'sha256:aa', repo_tags: ['big:1'], size: '20000000000' }] },
      },
    },
    healthy: { replies: { ListContainers: {}, ListImages: {} } },
    next: ['crix rmi --prune'],
  },
  {
    finding: 'disk.containers.layer',
    sick: {
      replies: {
        ListContainers: { containers: [container] },
        ListContainerStats: {
          stats: [
            { attributes: { id, metadata: { name: 'app' } }, writable_layer: { used_bytes: { value: '3000000000' } } },
          ],
        },
      },
    },
    healthy: { replies: { ListContainers: { containers: [container] }, ListContainerStats: {} } },
    next: [`crix exec ${id.slice(0, 13)} du -x -d 2 /`],
  },
  {
    finding: 'disk.image-fs.missing',
    sick: { replies: { ImageFsInfo: { image_filesystems: [{ fs_id: { mountpoint: join(folder, 'nowhere') } }] } } },
    healthy: { replies: { ImageFsInfo: { image_filesystems: [{ fs_id: { mountpoint: '/proc' } }] } } },
    next: ['crix doctor runtime.snapshotter'],
  },
];

describe('crix doctor on a scripted node', () => {
  for (const { finding, sick, healthy, next } of cases) {
    it(`finds ${finding}, and finds it gone`, async () => {
      const check = finding.split('.').slice(0, 2).join('.');
      const found = (await examine(check, sick)).find((each) => each.id === finding);
      assert.deepEqual(found?.next, next);
      assert.equal(
        (await examine(check, healthy)).some((each) => each.id === finding),
        false,
      );
    });
  }

  it('never shows a password that the runtime sends along', async () => {
    const config = {
      registry: { configs: { 'example.com': { auth: { username: 'u', password: 'hunter2' } } } },
      stateDir: '/x',
    };
    const conditions = [
      { type: 'RuntimeReady', status: true },
      { type: 'NetworkReady', status: true },
    ];
    const reply = { status: { conditions }, info: { config: JSON.stringify(config) } };
    const findings = await examine('runtime', { replies: { Status: reply } });
    assert.ok(findings.length > 5);
    assert.ok(!JSON.stringify(findings).includes('hunter2'));
  });

  it('goes on when one thing cannot be asked', async () => {
    const [found] = await examine('workloads.pods', {
      errors: { ListPodSandbox: { code: 'INTERNAL', details: 'out of order' } },
    });
    assert.equal(found?.id, 'workloads.pods.error');
    assert.match(found?.seen ?? '', /^this could not be looked at: .*out of order/);
  });
});
