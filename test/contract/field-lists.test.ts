import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertPlainFailure, serve } from './scripted-runtime.ts';

/** The fixture's container nginx of the pod web-0. */
const nginx = 'a684891222b1d06e0762ad8865c0eddd6b433536096c2623ff86678e178d5310';

describe('lists on odd nodes', () => {
  it('a name filters whatever the format is', async (test) => {
    const { crix } = await serve(test);
    const { stdout } = await crix(['ps', '-a', '--name', '^nginx$', '-o', 'json']);
    assert.equal(JSON.parse(stdout).containers.length, 2);
  });

  it('stats take labels, an ID and a pod', async (test) => {
    const { crix } = await serve(test);
    const rows = async (...words: string[]) =>
      (await crix(['stats', '-s', '0', ...words])).stdout.split('\n').slice(1, -1);
    assert.equal((await rows('--label', 'app=web')).length, 2);
    assert.equal((await rows('--id', nginx.slice(0, 6))).length, 1);
    assert.equal((await rows('-p', '26043550', '--label', 'app=web')).length, 1);
  });

  it('a pod without Kubernetes labels is found by its name, and its container is shown', async (test) => {
    const { crix } = await serve(test);
    const { stdout } = await crix(['pods', '--name', '^bare$', '-q']);
    assert.match(stdout, /^[0-9a-f]{64}\n$/);
    assert.match((await crix(['ps', '--name', 'unlabelled'])).stdout, / unknown +unknown\n$/);
  });

  it('what a runtime leaves out is left blank', async (test) => {
    const fixture = {
      containers: [{ id: 'aaa1' }, { id: 'aaa2', metadata: { name: 'n' } }, { id: 'aaa3', metadata: {} }],
      pods: [{ id: 'bbb1' }, { id: 'bbb2', metadata: {} }],
      images: [{ id: 'sha256:cc' }, {}, { id: 'sha256:dd', repo_digests: ['example.com:5000/team/app@sha256:ee'] }],
      stats: [{}, { attributes: { id: 'aaa1' } }, { attributes: { id: 'aaa2', metadata: { name: 'q' } }, cpu: {} }],
      podStats: [{}, { attributes: { id: 'bbb1' } }],
    };
    const { crix } = await serve(test, { fixture });
    for (const words of ['ps -a', 'ps -av', 'ps -ar', 'pods', 'pods -v', 'stats -a -s 0', 'statsp -s 0', 'images -v']) {
      const { status, stderr } = await crix(words.split(' '));
      assert.deepEqual({ words, status, stderr }, { words, status: 0, stderr: '' });
    }
    const { stdout } = await crix(['images']);
    assert.match(stdout, /^<none> +<none> /m);
    assert.match(stdout, /^example\.com:5000\/team\/app +<none> +dd /m);
  });

  it('equal samples and missing numbers are zero, in tables and JSON', async (test) => {
    const cpu = { timestamp: '100', usage_core_nano_seconds: { value: '500' } };
    const stats = [
      { attributes: { id: 'aaa1', metadata: { name: 'same' } }, cpu },
      { attributes: { id: 'aaa2', metadata: { name: 'none' } }, memory: { timestamp: '100' } },
    ];
    const podStats = [
      { attributes: { id: 'bbb1', metadata: { name: 'same' } }, linux: { cpu } },
      { attributes: { id: 'bbb2', metadata: { name: 'none' } } },
    ];
    const { crix } = await serve(test, {
      replies: { ListContainerStats: { stats }, ListPodSandboxStats: { stats: podStats } },
    });
    for (const command of ['stats', 'statsp']) {
      const table = await crix([command, ...(command === 'stats' ? ['-a'] : []), '-s', '0']);
      assert.doesNotMatch(table.stdout, /NaN|Infinity|undefined/);
      assert.equal(table.stdout.match(/ 0\.00 +0B/g)?.length, 2, table.stdout);
      JSON.parse((await crix([command, '-o', 'json'])).stdout);
    }
  });

  it('64-bit numbers keep all their digits', async (test) => {
    const metric = { name: 'm', timestamp: '9007199254740993', value: { value: '9007199254740993' } };
    const { crix } = await serve(test, {
      fixture: { containerStatus: { [nginx]: { created_at: '1702433310289755401' } } },
      replies: { ListPodSandboxMetrics: { pod_metrics: [{ pod_sandbox_id: 'x', metrics: [metric] }] } },
    });
    assert.match((await crix(['inspect', nginx])).stdout, /"createdAt": "2023-12-13T02:08:30\.289755401Z"/);
    const { stdout } = await crix(['metricsp']);
    assert.equal(stdout.match(/9007199254740993/g)?.length, 2, stdout);
  });

  it('a pipe gets no escape code', async (test) => {
    const { crix, crictl } = await serve(test);
    for (const words of [['stats', '-s', '0'], ['statsp', '-s', '0'], ['config', '--list'], ['ps'], ['images']]) {
      for (const { stdout } of [await crix(words), await crictl(words)]) assert.ok(!stdout.includes('\u001b'), stdout);
    }
  });
});

describe("words from docker's grammar", () => {
  it('ls lists', async (test) => {
    const { crix, crictl } = await serve(test);
    const images = (await crix(['images'])).stdout;
    const pairs = { 'images ls': 'images', 'image ls': 'images', 'container ls': 'ps', 'pod ls': 'pods' };
    for (const [words, plain] of Object.entries(pairs)) {
      assert.equal((await crix(words.split(' '))).stdout, (await crix([plain])).stdout, words);
    }
    assert.notEqual((await crictl(['images', 'ls'])).stdout, images, 'crictl takes ls for a name');
  });

  it('inspect -f and ps --format take templates; an unknown field is an error', async (test) => {
    const { crix } = await serve(test);
    const template = '{{.status.state}} {{.info.pid}}';
    const words = ['inspect', '-o', 'go-template', '--template', template, nginx];
    assert.equal((await crix(words)).stdout, 'CONTAINER_RUNNING 4001\n');
    assert.equal((await crix(['inspect', '-f', template, nginx])).stdout, 'CONTAINER_RUNNING 4001\n');
    assert.match((await crix(['ps', '--format', 'table {{.ID}}\t{{.Name}}'])).stdout, /^CONTAINER +NAME\n/);
    const unknown = await crix(['inspect', '-f', '{{.nosuch}}', nginx]);
    assertPlainFailure(unknown);
    assert.match(unknown.stderr, /no "nosuch"/);
  });

  it('of several the found ones are shown, the missing is named', async (test) => {
    const { crix, crictl } = await serve(test);
    const { status, stdout, stderr } = await crix(['inspect', 'nosuch', nginx]);
    assert.equal(status, 1);
    assert.equal(JSON.parse(stdout)[0].status.id, nginx);
    assert.match(stderr, /cannot inspect container nosuch/);
    assert.equal((await crictl(['inspect', 'nosuch', nginx])).stdout, '');
    assertPlainFailure(await crix(['inspecti', 'nosuch']));
  });
});

describe('filters that cannot be right', () => {
  for (const [words, status, text] of [
    [['ps', '--name', '['], 2, /"\[" for --name/],
    [['ps', '--label', 'app'], 2, /"app" for flag --label: want KEY=VALUE/],
    [['ps', '--state', 'bogus'], 2, /"bogus" for --state\nstates: created, running, exited, unknown/],
    [['pods', '--state', 'bogus'], 2, /states: ready, notready/],
    [['images', '-f', 'colour=red'], 2, /unknown filter "colour=red"\nfilters: dangling/],
    [['ps', '-a', '--bogus'], 2, /unknown flag: --bogus/],
    [['ps', '--no-all'], 2, /unknown flag: --no-all/],
    [['ps', '-a', 'true'], 2, /too many arguments: "true"/],
  ] as const) {
    it(`${words.join(' ')} is refused, and nothing is asked`, async (test) => {
      const { crix, server } = await serve(test);
      const outcome = await crix(words);
      assertPlainFailure(outcome, status);
      assert.match(outcome.stderr, text);
      assert.deepEqual(server.requests, []);
    });
  }
});
