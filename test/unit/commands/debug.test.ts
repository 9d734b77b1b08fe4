import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { command } from '../../../src/commands/debug.ts';
import { CrixError } from '../../../src/errors.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri, type Stubs } from '../../support/fake-cri.ts';
import { golden } from '../../support/golden.ts';
import { runCommand } from '../../support/run-command.ts';

const second = 1_000_000_000n;
const began = 1420070400n * second;
const podId = 'b'.repeat(64);
const labels = { 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'default' };

const attempt = (number: number) => ({
  id: String(number).repeat(64),
  podSandboxId: podId,
  metadata: { name: 'nginx', attempt: number },
  state: 'CONTAINER_EXITED' as const,
  createdAt: began + BigInt(number * 100 + 10) * second,
  labels,
});

const specification = {
  process: {
    args: ['nginx', '-g', 'daemon off;', '--token', 'abc'],
    cwd: '/srv',
    env: ['PATH=/bin', 'DB_PASSWORD=hunter2', 'EVIL=\x1b[2J'],
  },
  linux: { resources: { memory: { limit: 33554432 }, cpu: { quota: 50000, period: 100000 } } },
};
const podInfo = { config: { port_mappings: [{ container_port: 80, host_port: 8080 }] } };

function statusOf(id: string, logPath: string) {
  const number = Number(id[0]);
  const { metadata, state, createdAt } = attempt(number);
  const status = {
    id,
    metadata,
    state,
    createdAt,
    startedAt: createdAt + second,
    finishedAt: createdAt + 61n * second,
    exitCode: 137,
    reason: 'OOMKilled',
    image: { image: 'docker.io/library/nginx:1.25' },
    imageRef: `sha256:${'c'.repeat(64)}`,
    mounts: [{ containerPath: '/data', hostPath: '/srv/data', readonly: true }],
    logPath,
  };
  return { status, info: { info: JSON.stringify({ runtimeSpec: specification }) } };
}

const notFound = (): Promise<never> => Promise.reject(new CrixError('not-found', 'not found', { code: 'NotFound' }));

function stubs(logPath: string) {
  return {
    version: () => ({ runtimeName: 'containerd', runtimeVersion: '2.0.1' }),
    listContainers: () => ({ containers: [attempt(1), attempt(0)] }),
    containerStatus: ({ containerId = '' }: { containerId?: string | undefined }) => statusOf(containerId, logPath),
    listPodSandbox: () => ({
      items: [{ id: podId, metadata: { name: 'web-0', namespace: 'default', uid: 'u' }, createdAt: began }],
    }),
    podSandboxStatus: () => ({
      status: {
        id: podId,
        metadata: { name: 'web-0', namespace: 'default', uid: 'u' },
        createdAt: began,
        network: { ip: '10.0.0.7', additionalIps: [{ ip: 'fd00::7' }] },
      },
      info: { info: JSON.stringify(podInfo) },
    }),
  } satisfies Stubs;
}

async function page(test: TestContext, some: Stubs, ...words: string[]): Promise<string> {
  const context = fakeContext({ cri: fakeCri(test, some) });
  await runCommand(command, context, ...words);
  return context.io.out();
}

describe('debug', () => {
  it('shows a pod on one page, without secrets and without what a terminal would obey', async (test) => {
    process.env['TZ'] = 'UTC';
    const folder = mkdtempSync(join(tmpdir(), 'crix-debug-'));
    test.after(() => rmSync(folder, { recursive: true }));
    const log = join(folder, 'log');
    writeFileSync(log, '2015-01-01T00:01:00.000000000Z stdout F password=hunter2 \x1b[31m\n'.repeat(30));
    const text = await page(test, stubs(log), '--tail', '2', 'web-0');
    golden('debug/pod', text.replaceAll(log, '/var/log/nginx.log'));
    assert.doesNotMatch(text, /hunter2|abc/);
  });

  it('takes the newest attempt of a container, and shows when the others ended', async (test) => {
    const { listPodSandbox: _, ...some } = stubs('');
    const text = await page(test, { ...some, listPodSandbox: () => ({ items: [] }) }, 'web-0/nginx');
    assert.equal(text.match(/^Container nginx$/gm)?.length, 1);
    assert.match(text, new RegExp(`ID +${'1'.repeat(64)}`));
    assert.match(text, /nginx ended with 137 \(OOMKilled\)\n.*nginx, attempt 1, created/);
    assert.match(text, /Log +the runtime keeps no log of it/);
  });

  it('compares use with limits', async (test) => {
    const running = { ...attempt(0), state: 'CONTAINER_RUNNING' as const };
    let sample = 0n;
    const some = {
      ...stubs(''),
      listContainers: () => ({ containers: [running] }),
      listContainerStats: () => {
        sample++;
        return {
          stats: [
            {
              attributes: { id: running.id },
              cpu: { timestamp: sample * second, usageCoreNanoSeconds: { value: (sample * second) / 4n } },
              memory: { workingSetBytes: { value: 16777216n } },
            },
          ],
        };
      },
    };
    const text = await page(test, some, 'web-0');
    assert.match(text, /Memory +16MiB used, limit 32MiB \(50%\)\n/);
    assert.match(text, /CPU +0\.250 cores used, limit 0\.5 cores\n/);
  });

  it('names what it cannot find, and refuses lines that cannot be', async (test) => {
    const nothing = { listPodSandbox: () => ({}), podSandboxStatus: notFound };
    const none = { listContainers: () => ({}), containerStatus: notFound };
    await assert.rejects(page(test, { ...nothing, ...none }, 'abc'), {
      kind: 'not-found',
      message: 'there is no pod or container "abc"',
    });
    await assert.rejects(runCommand(command, fakeContext(), '--tail', '-1', 'x'), { kind: 'usage' });
  });
});
