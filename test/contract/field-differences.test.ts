import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Outcome } from '../e2e/support/program.ts';
import type { Variations } from '../support/scripted-node.ts';
import { type ScriptedRuntime, serve } from './scripted-runtime.ts';

const nginx = 'a684891222b1d06e0762ad8865c0eddd6b433536096c2623ff86678e178d5310';
const exited = 'a8df03baf8c00';
const pod = '260435508cb0efffaa2df7211e78f2efc4d10d9532ee994fbb50c77f063dc58c';

/** Runs the program under the name crictl on a runtime of its own. */
async function crictl(
  test: TestContext,
  words: readonly string[],
  given: Variations = {},
): Promise<Outcome & { on: ScriptedRuntime }> {
  const on = await serve(test, given);
  return { ...(await on.crictl(words)), on };
}

const inspected = (template: string) => ['inspect', '-o', 'go-template', '--template', template, exited];

describe('where crictl crashes', () => {
  it('an answer without a status is an error that names the object', async (test) => {
    const replies = { ContainerStatus: {}, PodSandboxStatus: {} };
    const container = await crictl(test, ['inspect', nginx], { replies });
    assert.deepEqual([container.status, container.stdout], [1, '']);
    assert.match(container.stderr, /lacks a status of container a684/);
    assert.match((await crictl(test, ['inspectp', pod], { replies })).stderr, /lacks a status of pod 2604/);
  });

  it('a log path without a number has no previous log', async (test) => {
    const { status, stderr } = await crictl(test, ['logs', '-p', nginx], { log_path: { [nginx]: '/tmp/nodot' } });
    assert.equal(status, 1);
    assert.match(stderr, /^crictl: container a684\w+ has no previous/);
  });
});

describe('where crictl loses or changes data', () => {
  it('exec --sync prints the output of a failing command and ends with its status', async (test) => {
    const reply = { stdout: 'b3V0', stderr: 'ZXJy', exit_code: 42 };
    const { status, stdout } = await crictl(test, ['exec', '-s', nginx, 'x'], { replies: { ExecSync: reply } });
    assert.deepEqual([status, stdout], [42, 'out\nerr\n']);
  });

  it('exec in several containers shows one after the other', async (test) => {
    const { stdout } = await crictl(test, ['exec', '-s', '--label', 'app=web', 'x']);
    assert.match(stdout, /^[0-9a-f]{64}:?\nout\n\nerr\n\n[0-9a-f]{64}:?\nout\n\nerr\n\n$/);
  });

  it('exec refuses to choose all containers by an empty word', async (test) => {
    for (const choice of [
      ['--pod', ''],
      ['--name', ''],
      ['--image', ''],
      ['--last', '0'],
    ]) {
      const { status, stderr, on } = await crictl(test, ['exec', '-s', ...choice, 'date']);
      assert.deepEqual([status, on.server.requests], [1, []]);
      assert.match(stderr, /would choose all/);
    }
  });

  it('update refuses what is no number', async (test) => {
    const { status, on } = await crictl(test, ['update', '--oom-score-adj', 'abc', nginx]);
    assert.deepEqual([status, on.server.requests], [1, []]);
  });

  it('words of YAML stay as written where a text belongs', async (test) => {
    const on = await serve(test);
    writeFileSync(join(on.dir, 'p.yaml'), 'metadata: {name: yes, namespace: 010, uid: 1e3}\nlabels: {n: x, v: 1.0}\n');
    assert.equal((await on.crictl(['runp', 'p.yaml'])).status, 0);
    const config = { metadata: { name: 'yes', namespace: '010', uid: '1e3' }, labels: { n: 'x', v: '1.0' } };
    assert.deepEqual(on.asked('RunPodSandbox'), [{ config }]);
  });

  it('run sends one uid to both calls', async (test) => {
    const on = await serve(test);
    writeFileSync(join(on.dir, 'p.json'), '{"metadata":{"name":"p","namespace":"n"}}');
    writeFileSync(join(on.dir, 'c.json'), '{"metadata":{"name":"c"},"image":{"image":"busybox"}}');
    await on.crictl(['run', 'c.json', 'p.json']);
    const sent = [...on.asked('RunPodSandbox'), ...on.asked('CreateContainer')];
    const uids = sent.map((request) => /"uid":"([^"]+)"/.exec(JSON.stringify(request))?.[1]);
    assert.equal(uids.length, 2);
    assert.equal(uids[0], uids[1]);
  });

  it("numbers of the runtime's own information keep their digits", async (test) => {
    const podInfo = { [pod]: { info: '{"big":9007199254740993,"huge":1e400}' } };
    const { status, stdout } = await crictl(test, ['inspectp', pod], { fixture: { podInfo } });
    assert.equal(status, 0);
    assert.match(stdout, /"big": 9007199254740993,\n\s+"huge": 1e400/);
  });

  it("a key of the runtime's information does not replace the status", async (test) => {
    const { stdout } = await crictl(test, ['inspectp', pod], { fixture: { podInfo: { [pod]: { status: 'mine' } } } });
    assert.equal(JSON.parse(stdout).status.id, pod);
  });

  it('numbers are numbers in templates', async (test) => {
    for (const [template, shown] of [
      ['{{if .status.metadata.attempt}}y{{else}}n{{end}}', 'n\n'],
      ['{{eq .status.metadata.attempt 0}}', 'true\n'],
      ['{{printf "%d" .status.metadata.attempt}}', '0\n'],
    ] as const) {
      assert.equal((await crictl(test, inspected(template))).stdout, shown, template);
    }
  });

  it('events end with an error when the template fails', async (test) => {
    const { status, stdout, stderr } = await crictl(test, ['events', '-o', 'go-template', '--template', '{{.nosuch}}']);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /"nosuch"/);
  });

  it('images before and since find the image first, by ID too', async (test) => {
    const unknown = await crictl(test, ['images', '-f', 'before=nosuch']);
    assert.deepEqual([unknown.status, unknown.stdout], [1, '']);
    assert.match(unknown.stderr, /no image "nosuch"/);
    const by = async (word: string) => (await crictl(test, ['images', '-q', '-f', `before=${word}`])).stdout;
    assert.equal(await by('sha256:d59470ceeef29'), await by('docker.io/library/nginx:latest'));
    assert.notEqual(await by('docker.io/library/nginx:latest'), '');
  });

  it('filters and formats that do not exist are refused', async (test) => {
    for (const words of ['images -f dangling=maybe', 'images -o bogus', 'stats -o bogus']) {
      assert.equal((await crictl(test, words.split(' '))).status, 1, words);
    }
  });

  it('odd tags and digests are shown as they are, and an image without either is removed by ID, and named', async (test) => {
    const images = [
      { id: 'sha256:aa11', repo_tags: ['notag'], repo_digests: ['nodigest'], size: '5' },
      { id: 'sha256:bb22', size: '5' },
    ];
    const list = await crictl(test, ['images', '--digests'], { fixture: { images } });
    assert.match(list.stdout, /^notag +<none> +<none> +aa11 /m);
    assert.equal((await crictl(test, ['rmi', 'bb22'], { fixture: { images } })).stdout, 'Deleted: sha256:bb22\n');
  });

  it('config --set refuses a file that holds something else', async (test) => {
    const on = await serve(test);
    const file = join(on.dir, 'hello.yaml');
    writeFileSync(file, 'hello', { mode: 0o600 });
    assert.equal((await on.crictl(['-c', file, 'config', '--set', 'debug=true'])).status, 1);
    assert.equal(readFileSync(file, 'utf8'), 'hello');
    writeFileSync(file, 'debug: false\n');
    assert.equal((await on.crictl(['-c', file, 'config', '--set', 'debug=true'])).status, 0);
    assert.equal(statSync(file).mode & 0o777, 0o600, 'the mode stays');
  });
});

describe('what crictl refuses', () => {
  it('JSON indented with tabs is JSON', async (test) => {
    const on = await serve(test);
    writeFileSync(
      join(on.dir, 'p.json'),
      '{\n\t"metadata": {\n\t\t"name": "p", "namespace": "n", "uid": "u"\n\t}\n}\n',
    );
    assert.equal((await on.crictl(['runp', 'p.json'])).status, 0);
  });

  it('a value may be joined to its short flag, and a flag spelled in two ways', async (test) => {
    assert.equal((await crictl(test, ['ps', '-n2', '-q'])).stdout.split('\n').length, 3);
    assert.equal((await crictl(test, ['ps', '-ojson', '--state', 'exited', '-s', 'running'])).status, 0);
  });

  it('crix takes flags after its arguments, save for exec', async (test) => {
    const on = await serve(test);
    const { stdout } = await on.crix(['inspect', nginx, '-q']);
    assert.equal(JSON.parse(stdout).info, undefined);
    await on.crix(['exec', nginx, '-s', 'ls', '-q']);
    assert.deepEqual(on.asked('Exec'), [{ container_id: nginx, cmd: ['-s', 'ls', '-q'], stdout: true, stderr: true }]);
  });
});

describe('what crictl says', () => {
  it('no message comes twice, and none about cgroup_parent', async (test) => {
    const errors = { ListContainers: { code: 'UNKNOWN', details: 'boom' } };
    assert.equal((await crictl(test, ['ps'], { errors })).stderr, 'crictl: ListContainers: boom\n');
    const on = await serve(test);
    writeFileSync(join(on.dir, 'p.json'), '{"metadata":{"name":"p","namespace":"n","uid":"u"},"linux":{}}');
    assert.equal((await on.crictl(['runp', 'p.json'])).stderr, '');
  });
});
