import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { command as container } from '../../../src/commands/container.ts';
import { command as images } from '../../../src/commands/images.ts';
import { command as pod } from '../../../src/commands/pod.ts';
import { command as pods } from '../../../src/commands/pods.ts';
import { command as ps } from '../../../src/commands/ps.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';
import { golden } from '../../support/golden.ts';
import { runCommand } from '../../support/run-command.ts';

const second = 1_000_000_000n;
const began = 1420070400n * second;

const web = {
  id: 'a'.repeat(64),
  podSandboxId: 'b'.repeat(64),
  metadata: { name: 'nginx', attempt: 2 },
  image: { image: `sha256:${'c'.repeat(64)}` },
  state: 'CONTAINER_RUNNING' as const,
  createdAt: began + 30n * second,
  labels: { 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'default', tier: 'front' },
};
const hostile = {
  id: 'd'.repeat(64),
  podSandboxId: 'b'.repeat(64),
  metadata: { name: 'evil\x1b[2J\tname\n雪' },
  state: 9,
  createdAt: began,
  labels: { 'k\x1b': 'a\nb' },
};
const containers = [hostile, web, { id: 'no-metadata' }];

const image = {
  id: `sha256:${'c'.repeat(64)}`,
  repoTags: ['docker.io/library/nginx:1.25', 'untagged'],
  repoDigests: [`docker.io/library/nginx@sha256:${'e'.repeat(64)}`],
  size: 142345678n,
};

describe('ps', () => {
  it('shows the newest first, escapes what would move the cursor and survives what it does not know', async (test) => {
    const cri = fakeCri(test, { listContainers: () => ({ containers }) });
    const context = fakeContext({ cri });
    await runCommand(ps, context, '-a');
    golden('ps/hostile', context.io.out());
  });

  it('-v escapes too', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listContainers: () => ({ containers }) }) });
    await runCommand(ps, context, '-a', '-v');
    golden('ps/hostile-verbose', context.io.out());
  });

  it('decodes no more than it shows', async (test) => {
    const cri = fakeCri(test, { listContainers: () => ({ containers }) });
    await runCommand(ps, fakeContext({ cri }), '-q');
    await runCommand(ps, fakeContext({ cri }), '-q', '--namespace', 'x');
    await runCommand(ps, fakeContext({ cri }), '-o', 'json');
    const masks = cri.calls.map(({ call }) => call?.mask);
    assert.deepEqual(masks, [
      { containers: { id: true, metadata: true, createdAt: true } },
      {
        containers: {
          id: true,
          metadata: true,
          createdAt: true,
          labels: { 'io.kubernetes.pod.name': true, 'io.kubernetes.pod.namespace': true },
        },
      },
      undefined,
    ]);
  });

  it('refuses what cannot be right before it connects', async () => {
    const wrong: readonly (readonly string[])[] = [
      ['-o', 'tall'],
      ['--columns', 'name,colour'],
      ['--sort=-colour'],
      ['--watch', '-q'],
      ['--columns', 'name', '-o', 'json'],
      ['--columns', 'name', '--format', '{{.ID}}'],
      ['--name', '['],
      ['--namespace', '(?=x)'],
      ['--state', 'sleeping'],
      ['--label', 'app'],
      ['--format', '{{.Bogus'],
      ['--format', '{{.ID}}', '-o', 'json'],
    ];
    for (const words of wrong) {
      await assert.rejects(runCommand(ps, fakeContext(), ...words), { kind: 'usage' }, words.join(' '));
    }
    await assert.rejects(runCommand(ps, fakeContext(), '--format', '{{.Bogus}}'), /Bogus/);
    await assert.rejects(runCommand(ps, fakeContext({ persona: 'crictl' }), '-o', 'wide'), { kind: 'usage' });
  });

  it('--format prints columns, fields of CRI and labels', async (test) => {
    const cri = fakeCri(test, { listContainers: () => ({ containers: [web] }) });
    const print = async (format: string): Promise<string> => {
      const context = fakeContext({ cri });
      await runCommand(ps, context, '--format', format);
      return context.io.out();
    };
    assert.equal(
      await print('{{.ID}} {{.Name}} {{.metadata.attempt}} {{.state}}'),
      'aaaaaaaaaaaaa nginx 2 CONTAINER_RUNNING\n',
    );
    assert.equal(await print('table {{.Pod}}\\t{{.Label "tier"}}'), 'POD       tier\nweb-0     front\n');
    assert.equal(await print('table {{.podSandboxId}}').then((text) => text.split('\n')[0]), 'POD SANDBOX ID');
    assert.match(await print('json'), /^\{"ID":"aaaaaaaaaaaaa".*\}\n$/);
  });

  it('--resolve-image-path asks once for each image', async (test) => {
    const cri = fakeCri(test, {
      listContainers: () => ({ containers: [web, { ...web, id: 'f'.repeat(64) }] }),
      imageStatus: () => ({ image }),
    });
    const context = fakeContext({ cri });
    await runCommand(ps, context, '-r');
    assert.equal(cri.calls.filter(({ method }) => method === 'imageStatus').length, 1);
    assert.match(context.io.out(), /docker\.io\/library\/nginx:1\.25/);
  });
});

describe('pods', () => {
  const ready = {
    id: 'b'.repeat(64),
    metadata: { name: 'web-0', namespace: 'default', uid: 'u' },
    state: 'SANDBOX_READY' as const,
    createdAt: began,
    labels: { app: 'web' },
  };

  it('lists, and as `pod ls` too', async (test) => {
    const cri = fakeCri(test, { listPodSandbox: () => ({ items: [{ id: 'no-metadata' }, ready] }) });
    const [first, second] = [fakeContext({ cri }), fakeContext({ cri })];
    await runCommand(pods, first);
    await runCommand(pod, second, 'ls');
    golden('pods/table', first.io.out());
    assert.equal(second.io.out(), first.io.out());
    await assert.rejects(runCommand(pod, fakeContext(), 'rm'), { kind: 'usage', message: /"rm"/ });
  });

  it('--format', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listPodSandbox: () => ({ items: [ready] }) }) });
    await runCommand(pods, context, '--format', '{{.Namespace}}/{{.Name}} {{.Label "app"}} {{.metadata.uid}}');
    assert.equal(context.io.out(), 'default/web-0 web u\n');
  });
});

describe('images', () => {
  it('shows tags as they are', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listImages: () => ({ images: [image] }) }) });
    await runCommand(images, context, '--digests', '--pinned');
    golden('images/columns', context.io.out());
  });

  it('takes `ls` for a verb, which crictl takes for a name', async (test) => {
    const cri = fakeCri(test, { listImages: ({ filter }) => ({ images: filter === undefined ? [image] : [] }) });
    await runCommand(images, fakeContext({ cri }), 'ls');
    await runCommand(images, fakeContext({ cri, persona: 'crictl' }), 'ls');
    assert.deepEqual(
      cri.calls.map(({ request }) => request),
      [{}, { filter: { image: { image: 'ls' } } }],
    );
  });

  it('--format prints a row for each tag', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listImages: () => ({ images: [image] }) }) });
    await runCommand(images, context, '--format', '{{.Repository}}:{{.Tag}} {{.Size}} {{len .repoTags}}');
    assert.equal(context.io.out(), 'docker.io/library/nginx:1.25 142MB 2\nuntagged:<none> 142MB 2\n');
  });

  it('refuses filters before it connects', async () => {
    for (const filter of ['dangling=maybe', 'colour=red', 'reference=[', 'dangling']) {
      await assert.rejects(runCommand(images, fakeContext(), '-f', filter), { kind: 'usage' }, filter);
    }
  });
});

describe('container', () => {
  it('lists with `ls`', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listContainers: () => ({ containers: [web] }) }) });
    await runCommand(container, context, 'ls', '-q');
    assert.equal(context.io.out(), `${web.id}\n`);
    await assert.rejects(runCommand(container, fakeContext(), 'rm'), { kind: 'usage', hint: /crix rm/ });
  });
});
