import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { command as images } from '../../../../src/commands/images.ts';
import { command as pods } from '../../../../src/commands/pods.ts';
import { command as ps } from '../../../../src/commands/ps.ts';
import { CrixError } from '../../../../src/errors.ts';
import { fakeContext } from '../../../support/fake-context.ts';
import { type FakeCri, fakeCri, type Stubs } from '../../../support/fake-cri.ts';
import { golden } from '../../../support/golden.ts';
import { runCommand } from '../../../support/run-command.ts';

const second = 1_000_000_000n;
const began = 1420070400n * second;
const imageId = `sha256:${'c'.repeat(64)}`;
const labels = { 'io.kubernetes.pod.name': 'web-0', 'io.kubernetes.pod.namespace': 'default' };

const web = {
  id: 'a'.repeat(64),
  podSandboxId: 'b'.repeat(64),
  metadata: { name: 'nginx', attempt: 2 },
  image: { image: imageId },
  imageRef: imageId,
  state: 'CONTAINER_RUNNING' as const,
  createdAt: began + 30n * second,
  labels,
};
const killed = {
  ...web,
  id: 'd'.repeat(64),
  metadata: { name: '雪', attempt: 0 },
  state: 'CONTAINER_EXITED' as const,
  createdAt: began,
  annotations: { 'io.kubernetes.container.restartCount': '7' },
};
const image = { id: imageId, repoTags: ['docker.io/library/nginx:1.25', 'nginx:old'], size: 142345678n };
const spec = { created: '2014-12-31T00:00:00Z', os: 'linux', architecture: 'arm64' };

const stubs = {
  listContainers: () => ({ containers: [web, killed] }),
  containerStatus: ({ containerId }: { containerId?: string | undefined }) => ({
    status:
      containerId === web.id
        ? { id: web.id, state: web.state, startedAt: began + 31n * second }
        : {
            id: killed.id,
            state: killed.state,
            startedAt: began,
            finishedAt: began + 5n * second,
            exitCode: 137,
            reason: 'OOMKilled',
          },
  }),
  podSandboxStatus: () => ({ status: { id: web.podSandboxId, network: { ip: '10.0.0.7' } } }),
  listImages: () => ({ images: [image] }),
} satisfies Stubs;

/** Escape characters in a form that patterns may hold. */
function visibly(text: string): string {
  return text.replaceAll('\x1b', '^');
}

function methodsOf(cri: FakeCri): string[] {
  return cri.calls.map(({ method }) => method);
}

describe('ps for people', () => {
  const print = async (test: TestContext, some: Stubs, ...words: string[]) => {
    const cri = fakeCri(test, some);
    const context = fakeContext({ cri });
    await runCommand(ps, context, '-a', ...words);
    return { out: context.io.out(), methods: methodsOf(cri) };
  };

  it('-o wide tells more, with one call for each pod and for all images', async (test) => {
    const { out, methods } = await print(test, stubs, '-o', 'wide');
    golden('ps/wide', out);
    const expected = ['listContainers', 'containerStatus', 'containerStatus', 'podSandboxStatus', 'listImages'];
    assert.deepEqual(methods, expected);
  });

  it('--columns asks for no more than it shows', async (test) => {
    const { listContainers } = stubs;
    const { out } = await print(test, { listContainers }, '--columns', 'name,restarts', '--sort', '-restarts');
    assert.equal(out, 'NAME    RESTARTS\n雪      7\nnginx   2\n');
  });

  it('--sort by what is not shown, in every form', async (test) => {
    const { listContainers, containerStatus } = stubs;
    const { out } = await print(test, { listContainers, containerStatus }, '--sort', 'exitcode', '-q');
    assert.equal(out, `${killed.id}\n${web.id}\n`);
    const json = await print(test, { listContainers }, '--sort', 'created', '-o', 'json');
    assert.deepEqual(
      JSON.parse(json.out).containers.map(({ id }: { id: string }) => id),
      [killed.id, web.id],
    );
  });

  it('--format fetches what the template mentions', async (test) => {
    const { listContainers, containerStatus } = stubs;
    const format = '{{if eq .State "Exited"}}{{.ExitCode}}{{else}}runs{{end}}';
    const { out } = await print(test, { listContainers, containerStatus }, '--format', format);
    assert.equal(out, 'runs\n137\n');
  });

  it('goes on without what it is refused, and says so', async (test) => {
    const cri = fakeCri(test, {
      ...stubs,
      containerStatus: () => Promise.reject(new CrixError('runtime', 'status: it broke')),
    });
    const context = fakeContext({ cri });
    await runCommand(ps, context, '-a', '-o', 'wide');
    assert.equal(context.io.out().split('\n').length, 4);
    assert.match(context.io.err(), /it broke/);
  });

  it('colours states on a terminal, unless it should not', async (test) => {
    const { listContainers } = stubs;
    const terminal = { columns: 80, rows: 24 };
    const shown = async (more: Parameters<typeof fakeContext>[0]): Promise<string> => {
      const context = fakeContext({ cri: fakeCri(test, { listContainers }), ...more });
      await runCommand(ps, context, '-a');
      return context.io.out();
    };
    const colored = visibly(await shown({ terminal }));
    assert.match(colored, /\^\[32mRunning *\^\[39m/);
    assert.match(colored, /\^\[90mExited *\^\[39m/);
    const plain = await shown({});
    assert.equal(colored.replaceAll(/\^\[\d+m/g, ''), plain);
    assert.equal(await shown({ terminal, env: { NO_COLOR: '1' } }), plain);
    assert.doesNotMatch(visibly(await shown({ terminal, persona: 'crictl' })), /\^/);
  });
});

describe('--watch', () => {
  it('appends what changed and what is gone to a pipe', async (test) => {
    const stop = new AbortController();
    let round = 0;
    const cri = fakeCri(test, {
      listContainers: () => {
        round++;
        if (round === 3) stop.abort();
        return { containers: round === 1 ? [web, killed] : [{ ...web, state: 'CONTAINER_EXITED' as const }] };
      },
      async *getContainerEvents(_request, call) {
        for (let at = 0; at < 3; at++) {
          yield { containerId: web.id };
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
        await new Promise((resolve) => call?.signal?.addEventListener('abort', resolve));
      },
    });
    const context = fakeContext({ cri, signal: stop.signal });
    await runCommand(ps, context, '-a', '--watch', '--columns', 'name,state');
    assert.equal(context.io.out(), 'NAME    STATE\nnginx   Running\n雪      Exited\nnginx   Exited\n雪      Gone\n');
  });

  it('draws on a terminal and gives the cursor back', async (test) => {
    const stop = new AbortController();
    let round = 0;
    const cri = fakeCri(test, {
      listContainers: () => {
        round++;
        if (round === 2) stop.abort();
        return { containers: [web] };
      },
      getContainerEvents: () => [{ containerId: web.id }],
    });
    const context = fakeContext({ cri, signal: stop.signal, terminal: { columns: 40, rows: 9 } });
    await runCommand(ps, context, '--watch', '--columns', 'name,state');
    assert.match(visibly(context.io.out()), /NAME {4}STATE\^\[K\n/);
    assert.ok(context.io.out().endsWith('\x1b[?25h'));
  });
});

describe('pods and images for people', () => {
  it('pods -o wide', async (test) => {
    const pod = {
      id: web.podSandboxId,
      metadata: { name: 'web-0', namespace: 'default', uid: 'u' },
      state: 'SANDBOX_READY' as const,
      createdAt: began,
    };
    const { listContainers, podSandboxStatus } = stubs;
    const cri = fakeCri(test, { listContainers, podSandboxStatus, listPodSandbox: () => ({ items: [pod] }) });
    const context = fakeContext({ cri });
    await runCommand(pods, context, '-o', 'wide');
    golden('pods/wide', context.io.out());
  });

  it('images -o wide, and sorted without repeating an image of two tags', async (test) => {
    const { listContainers, listImages } = stubs;
    const imageStatus = () => ({ image, info: { info: JSON.stringify({ imageSpec: spec }) } });
    const context = fakeContext({ cri: fakeCri(test, { listContainers, listImages, imageStatus }) });
    await runCommand(images, context, '-o', 'wide');
    golden('images/wide', context.io.out());
    const quiet = fakeContext({ cri: fakeCri(test, { listImages }) });
    await runCommand(images, quiet, '--sort', '-size', '-q');
    assert.equal(quiet.io.out(), `${image.id}\n`);
  });
});
