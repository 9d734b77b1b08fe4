import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { command as inspect } from '../../../src/commands/inspect.ts';
import { command as inspecti } from '../../../src/commands/inspecti.ts';
import { command as inspectp } from '../../../src/commands/inspectp.ts';
import { CrixError } from '../../../src/errors.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { type FakeCri, fakeCri } from '../../support/fake-cri.ts';
import { runCommand } from '../../support/run-command.ts';

const id = 'a'.repeat(64);
const container = {
  id,
  metadata: { name: 'nginx' },
  image: { image: 'nginx' },
  imageRef: 'nginx',
  createdAt: 1420070400000000000n,
  state: 'CONTAINER_RUNNING' as const,
};
const labels = { 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'default' };
const info = { info: '{"pid":4001,"big":9007199254740993,"huge":1e400}', status: '{"fake":true}' };

const notFound = (word: string): CrixError =>
  new CrixError('not-found', `container "${word}": not found`, { code: 'NotFound' });

function runtime(test: TestContext): FakeCri {
  return fakeCri(test, {
    containerStatus: ({ containerId }) => {
      if (!containerId || !id.startsWith(containerId)) throw notFound(String(containerId));
      return { status: container, info };
    },
  });
}

describe('inspect', () => {
  it('keeps the digits of the runtime and does not let it replace the status', async (test) => {
    const context = fakeContext({ cri: runtime(test) });
    assert.equal(await runCommand(inspect, context, 'aaa'), 0);
    assert.match(context.io.out(), /"big": 9007199254740993,\n {4}"huge": 1e400,/);
    assert.match(context.io.out(), /"status": \{\n {4}"annotations"/);
    assert.doesNotMatch(context.io.out(), /fake/);
  });

  it('prints what it found and names what it did not', async (test) => {
    const missing = 'b'.repeat(64);
    const context = fakeContext({ cri: runtime(test) });
    assert.equal(await runCommand(inspect, context, '-f', '{{range .}}{{.status.id}}{{end}}', missing, id), 1);
    assert.equal(context.io.out(), `${id}\n`);
    assert.match(context.io.err(), new RegExp(missing));
  });

  it('prints nothing then under the name crictl, and stops', async (test) => {
    const cri = runtime(test);
    const context = fakeContext({ cri, persona: 'crictl' });
    assert.equal(await runCommand(inspect, context, id, 'bbb', id), 1);
    assert.equal(context.io.out(), '');
    assert.equal(cri.calls.length, 2);
  });

  it('knows containers by name', async (test) => {
    const cri = fakeCri(test, {
      containerStatus: () => ({ status: container }),
      listContainers: () => ({ containers: [{ ...container, labels }] }),
    });
    for (const word of ['nginx', 'web-0/nginx', 'default/web-0/nginx', 'k8s_nginx_web-0_default__0']) {
      const context = fakeContext({ cri });
      assert.equal(await runCommand(inspect, context, '-q', '-f', '{{.status.id}}', word), 0);
      assert.equal(context.io.out(), `${id}\n`);
    }
  });

  it('takes a template alone, or the name of a format after --format', async (test) => {
    const cri = runtime(test);
    const context = fakeContext({ cri });
    await runCommand(inspect, context, '--template', '{{.info.pid}}', id);
    await runCommand(inspect, context, '--format', 'yaml', '-q', id);
    assert.match(context.io.out(), /^4001\ninfo:\n {2}big: 9007199254740993\n/);
  });

  it('says that nothing fits, where crictl shows its help', async (test) => {
    const cri = fakeCri(test, { listContainers: () => ({ containers: [] }) });
    await assert.rejects(runCommand(inspect, fakeContext({ cri }), '--label', 'a=b'), { kind: 'not-found' });
    assert.equal(await runCommand(inspect, fakeContext({ cri, persona: 'crictl' }), '--label', 'a=b'), 'help');
  });

  it('says so when the runtime sends no status', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { containerStatus: () => ({}) }) });
    assert.equal(await runCommand(inspect, context, id), 1);
    assert.match(context.io.err(), /no status/);
  });

  it('checks template and format before it connects', async () => {
    await assert.rejects(runCommand(inspect, fakeContext(), '-f', '{{', id), { kind: 'usage' });
    await assert.rejects(runCommand(inspect, fakeContext(), '-o', 'xml', id), { kind: 'usage', message: /"xml"/ });
  });

  it('does not let a label command the terminal', async (test) => {
    const evil = { ...container, labels: { a: 'x\x1b[2J\ny' } };
    const cri = fakeCri(test, { containerStatus: () => ({ status: evil }) });
    for (const words of [['-o', 'table'], ['-f', '{{.status.labels.a}}'], ['-o', 'yaml'], []]) {
      const context = fakeContext({ cri, terminal: { columns: 80, rows: 24 } });
      await runCommand(inspect, context, ...words, id);
      assert.ok(!context.io.out().includes('\x1b'), words.join(' '));
    }
  });
});

describe('inspectp', () => {
  it('knows pods by name and says which are meant when several are', async (test) => {
    const pod = (letter: string, namespace: string) => ({
      id: letter.repeat(64),
      metadata: { name: 'web-0', namespace, uid: 'u' },
    });
    const cri = fakeCri(test, {
      listPodSandbox: () => ({ items: [pod('a', 'default'), pod('b', 'other')] }),
      podSandboxStatus: ({ podSandboxId }) => ({
        status: { ...pod('b', 'other'), id: String(podSandboxId), createdAt: 1n },
      }),
    });
    const context = fakeContext({ cri });
    assert.equal(await runCommand(inspectp, context, '-f', '{{.status.id}}', 'other/web-0'), 0);
    assert.equal(context.io.out(), `${'b'.repeat(64)}\n`);
    assert.equal(await runCommand(inspectp, context, 'web-0'), 1);
    assert.match(context.io.err(), /"web-0" is ambiguous/);
  });
});

describe('inspecti', () => {
  it('names the image that is not there', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { imageStatus: () => ({}) }) });
    assert.equal(await runCommand(inspecti, context, 'nosuch:1'), 1);
    assert.match(context.io.err(), /nosuch:1/);
  });
});
