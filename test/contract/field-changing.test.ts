import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Variations } from '../support/scripted-node.ts';
import { assertPlainFailure, type ScriptedRuntime, serve } from './scripted-runtime.ts';

const nginx = 'a684891222b1d06e0762ad8865c0eddd6b433536096c2623ff86678e178d5310';

describe('settings', () => {
  it('an image endpoint of the file is named when --runtime-endpoint goes elsewhere', async (test) => {
    const { crix, dir, socket } = await serve(test);
    const file = join(dir, 'other.yaml');
    writeFileSync(file, `image-endpoint: unix://${socket}\n`);
    const { stderr } = await crix(['-c', file, '-r', 'unix:///none.sock', 'images']);
    assert.ok(stderr.includes(`unix://${socket}`) && stderr.includes('unix:///none.sock'), stderr);
  });

  it('config makes the file and its folders, keeps comments, and sets every duplicate', async (test) => {
    const { crix, crictl, dir } = await serve(test);
    const made = join(dir, 'a/b/new.yaml');
    assert.equal((await crix(['-c', made, 'config', '--set', 'debug=true'])).status, 0);
    assert.match(readFileSync(made, 'utf8'), /^debug: true$/m);
    const file = join(dir, 'old.yaml');
    writeFileSync(file, '# head\ntimeout: 2 # trail\ntimeout: 3\n# end\n');
    assert.equal((await crictl(['-c', file, 'config', '--set', 'timeout=10'])).status, 0);
    assert.match(readFileSync(file, 'utf8'), /^# head\ntimeout: 10 # trail\ntimeout: 10\n# end\n/);
    await crix(['-c', file, 'config', 'timeout', '7s']);
    assert.equal((await crix(['-c', file, 'config', '--get', 'timeout'])).stdout, '7\n');
    const absent = join(dir, 'absent.yaml');
    for (const words of [['--list'], ['--get', 'debug']]) await crix(['-c', absent, 'config', ...words]);
    assert.ok(!existsSync(absent));
  });

  it('an unknown key is named, on set, get and load', async (test) => {
    const { crix, dir } = await serve(test);
    const file = join(dir, 'bad.yaml');
    writeFileSync(file, 'bogus: 1\n');
    for (const [words, status] of [
      [['config', '--set', 'bogus=1'], 2],
      [['config', '--get', 'bogus'], 2],
      [['config', 'bogus', '1'], 2],
      [['-c', file, 'ps'], 1],
    ] as const) {
      const outcome = await crix(words);
      assertPlainFailure(outcome, status);
      assert.match(outcome.stderr, /"bogus"/);
    }
  });

  it('a time limit is read with and without its unit, by flag and file', async (test) => {
    const { crix, crictl, dir } = await serve(test);
    const file = join(dir, 'time.yaml');
    writeFileSync(file, 'timeout: 5s\n');
    for (const words of [
      ['--timeout', '5'],
      ['--timeout', '5s'],
      ['-c', file],
    ]) {
      assert.equal((await crix([...words, 'version'])).status, 0);
    }
    assert.match((await crictl(['--timeout', '5', 'version'])).stderr, /want a duration such as 5s/);
  });
});

describe('images', () => {
  const timeout = { PullImage: { code: 'UNKNOWN', details: 'dial tcp 1.2.3.4:443: i/o timeout' } };

  it("a pull that cannot reach the registry says whose proxy counts, if the shell's has one", async (test) => {
    const { crix } = await serve(test, { errors: timeout });
    const hinted = await crix(['pull', 'busybox'], { HTTPS_PROXY: 'http://p:3128' });
    assertPlainFailure(hinted);
    assert.match(hinted.stderr, /i\/o timeout\nHTTPS_PROXY is set here, but the runtime does the pulling/);
    assert.doesNotMatch((await crix(['pull', 'busybox'])).stderr, /PROXY/);
  });

  it('credentials are split at the first colon, read from the environment, and hidden from --debug', async (test) => {
    const { crix, asked } = await serve(test);
    const auth = { username: 'user', password: 'pa:ss' };
    const outcomes = [
      await crix(['-D', 'pull', '--creds', 'user:pa:ss', 'busybox']),
      await crix(['-D', 'pull', 'busybox'], { CRICTL_CREDS: 'user:pa:ss' }),
      await crix(['-D', 'pull', 'busybox'], { CRICTL_AUTH: 'dXNlcjpwYTpzcw==' }),
    ];
    for (const { status, stderr } of outcomes) {
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /pa:ss|dXNlcjpwYTpzcw/);
    }
    const image = { image: 'busybox' };
    assert.deepEqual(asked('PullImage'), [
      { image, auth },
      { image, auth },
      { image, auth: { auth: 'dXNlcjpwYTpzcw==' } },
    ]);
  });

  it("docker's and podman's credentials are used", async (test) => {
    const { crix, asked, dir } = await serve(test);
    const file = join(dir, 'auth.json');
    writeFileSync(file, '{"auths":{"https://index.docker.io/v1/":{"auth":"dXNlcjpwYTpzcw=="}}}');
    assert.equal((await crix(['pull', '--authfile', file, 'busybox'])).status, 0);
    assert.deepEqual(asked('PullImage'), [
      { image: { image: 'busybox' }, auth: { username: 'user', password: 'pa:ss' } },
    ]);
    assertPlainFailure(await crix(['pull', '--authfile', join(dir, 'none'), 'busybox']));
  });

  it('a password is not asked for where nobody can type', async (test) => {
    const { crix, server } = await serve(test);
    const outcome = await crix(['pull', '--username', 'u', 'busybox']);
    assertPlainFailure(outcome);
    assert.match(outcome.stderr, /not a terminal\ngive it by CRICTL_CREDS/);
    assert.deepEqual(server.requests, []);
  });

  it('removing one of several tags warns of all that go; what is not there is an error', async (test) => {
    const { crix } = await serve(test);
    const { status, stdout, stderr } = await crix(['rmi', 'docker.io/library/nginx:1.25']);
    assert.equal(status, 0);
    assert.match(stderr, /1\.25 is one of 2 tags of its image; these go with it: docker\.io\/library\/nginx:latest/);
    assert.equal(stdout.match(/^Deleted: /gm)?.length, 2);
    assertPlainFailure(await crix(['rmi', 'nosuch:1']));
  });

  it('prune leaves pinned images and those of exited containers, and goes on after a failure', async (test) => {
    const image = (id: string, more: object = {}) => ({
      id: `sha256:${id.repeat(32)}`,
      repo_tags: [`t:${id}`],
      size: '1',
      ...more,
    });
    const images = [image('aa', { pinned: true }), image('bb'), image('cc'), image('dd')];
    const container = { id: 'e1', metadata: { name: 'old' }, state: 'CONTAINER_EXITED' };
    const used = { image: { image: images[1]?.id }, image_ref: images[1]?.id };
    const { crix, asked } = await serve(test, {
      fixture: { images, containers: [{ ...container, ...used }] },
      errors: { ImageStatus: { code: 'UNKNOWN', details: 'boom', on: 'cccc' } },
    } as Variations);
    const { status, stdout, stderr } = await crix(['rmi', '--prune']);
    assert.deepEqual([status, stdout], [1, 'Deleted: t:dd\n'], stderr);
    assert.match(stderr, /cccc.*boom/);
    assert.deepEqual(asked('RemoveImage'), [{ image: { image: images[3]?.id } }]);
  });

  it('nothing to remove is a note, nothing named an error', async (test) => {
    const { crix } = await serve(test, { empty: true });
    for (const words of [
      ['rm', '-af'],
      ['rmp', '-af'],
      ['rmi', '-a'],
    ]) {
      const { status, stdout, stderr } = await crix(words);
      assert.deepEqual([status, stdout], [0, '']);
      assert.match(stderr, /^crix: no (containers|pods|images) to remove\n$/);
    }
    for (const command of ['rm', 'rmp', 'rmi']) assertPlainFailure(await crix([command]), 2);
  });
});

/** A runtime, and a way to run a command with a file of this content. */
async function withFile(test: TestContext, variations: Variations = {}) {
  const runtime = await serve(test, variations);
  const { dir, crix } = runtime;
  writeFileSync(join(dir, 'pod.json'), JSON.stringify({ metadata: { name: 'p', namespace: 'n', uid: 'u' } }));
  const put = (content: unknown) => writeFileSync(join(dir, 'it.json'), JSON.stringify(content));
  return {
    ...runtime,
    runp: (content: unknown) => {
      put(content);
      return crix(['runp', 'it.json']);
    },
    create: (content: unknown) => {
      put(content);
      return crix(['create', '260435508cb0e', 'it.json', 'pod.json']);
    },
  };
}

describe('pod and container files', () => {
  it('a number where CRI wants an object shows how to write it', async (test) => {
    const { create, server } = await withFile(test);
    const outcome = await create({
      metadata: { name: 'c' },
      image: { image: 'x' },
      linux: { security_context: { run_as_user: 65534 } },
    });
    assertPlainFailure(outcome);
    assert.match(outcome.stderr, /linux\.security_context\.run_as_user.*\{"value": 65534\}/);
    assert.deepEqual(server.requests, []);
  });

  it('misplaced and misspelt keys are warned about, and the pod starts', async (test) => {
    const { runp } = await withFile(test);
    const metadata = { name: 'p', namespace: 'n', uid: 'u', annotations: { a: 'b' } };
    const { status, stderr } = await runp({ metadata, bogus: 1, hostnam: 'x' });
    assert.equal(status, 0);
    assert.match(stderr, /metadata\.annotations is ignored; did you mean annotations at the top level\?/);
    assert.match(stderr, /bogus is ignored/);
    assert.match(stderr, /hostnam is ignored; did you mean hostname\?/);
  });

  it('a missing uid is made up, a missing name or namespace named', async (test) => {
    const { runp, asked } = await withFile(test);
    assert.equal((await runp({ metadata: { name: 'p', namespace: 'n' } })).status, 0);
    assert.match(JSON.stringify(asked('RunPodSandbox')), /"uid":"[0-9a-f-]{36}"/);
    assert.match((await runp({ metadata: { name: 'p' } })).stderr, /metadata\.namespace is not set/);
    assert.match((await runp({ metadata: { namespace: 'n' } })).stderr, /metadata\.name is not set/);
  });

  it('a container without an image is refused before anything is asked', async (test) => {
    const { create, server } = await withFile(test);
    const outcome = await create({ metadata: { name: 'c' } });
    assertPlainFailure(outcome);
    assert.match(outcome.stderr, /image\.image is not set/);
    assert.deepEqual(server.requests, []);
  });

  it("a reserved name keeps the runtime's words and says what to do", async (test) => {
    const details = 'failed to reserve sandbox name "p_n_u_0": name "p_n_u_0" is reserved for "abc"';
    const { runp } = await withFile(test, { errors: { RunPodSandbox: { code: 'UNKNOWN', details } } });
    const outcome = await runp({ metadata: { name: 'p', namespace: 'n', uid: 'u' } });
    assertPlainFailure(outcome);
    assert.ok(outcome.stderr.includes(details));
    assert.match(outcome.stderr, /remove it, or raise metadata\.attempt/);
  });
});

describe('pods and containers', () => {
  it('each pod that cannot be stopped has its error, and the rest is tried', async (test) => {
    const errors = { StopPodSandbox: { code: 'UNKNOWN', details: 'cni plugin not initialized' } };
    const { crix, asked } = await serve(test, { errors });
    const { status, stderr } = await crix(['rmp', '-f', 'nosuch', '26043550', 'c5396dd4']);
    assert.equal(status, 1);
    assert.match(stderr, /pod nosuch/);
    assert.equal(stderr.match(/cni plugin not initialized/g)?.length, 2);
    assert.match(stderr, /CNI configuration/);
    assert.equal(asked('StopPodSandbox').length, 2);
  });

  it('update takes negative values in both spellings and sends nothing else', async (test) => {
    const { crix, asked } = await serve(test);
    await crix(['update', '--oom-score-adj', '-500', nginx]);
    await crix(['update', '--cpu-quota=-1', nginx]);
    assert.deepEqual(asked('UpdateContainerResources'), [
      { container_id: nginx, linux: { oom_score_adj: '-500' } },
      { container_id: nginx, linux: { cpu_quota: '-1' } },
    ]);
  });

  it('a flag without a value takes none: exec -q ID true runs true', async (test) => {
    const { crix, asked } = await serve(test);
    await crix(['exec', '-s', '-q', nginx, 'true']);
    assert.deepEqual(asked('ExecSync'), [{ container_id: nginx, cmd: ['true'] }]);
  });

  it('events are asked for without a deadline', async (test) => {
    const { crix, server } = await serve(test);
    await crix(['events']);
    assert.deepEqual(
      server.requests.map(({ rpc, deadline }) => ({ rpc, deadline })),
      [{ rpc: 'GetContainerEvents', deadline: '' }],
    );
  });

  it('the cgroup driver and the pause image can be seen', async (test) => {
    const { crix } = await serve(test);
    assert.equal((await crix(['runtime-config'])).stdout, 'cgroup driver:   SYSTEMD\n');
    assert.match((await crix(['info'])).stdout, /registry\.k8s\.io\/pause:3\.9/);
  });
});

describe('logs that are not there', () => {
  const withPath = (test: TestContext, path: string): Promise<ScriptedRuntime> =>
    serve(test, { log_path: { [nginx]: path } });

  it('no path, a missing file and a folder have different words', async (test) => {
    const none = await (await withPath(test, '')).crix(['logs', nginx]);
    assertPlainFailure(none);
    assert.match(none.stderr, /no log path is set/);
    for (const words of [
      ['logs', nginx],
      ['logs', '-f', nginx],
    ]) {
      const missing = await (await withPath(test, '/nonexistent/x.log')).crix(words);
      assertPlainFailure(missing);
      assert.match(missing.stderr, /\/nonexistent\/x\.log not found on this host/);
    }
    const folder = await withPath(test, '/tmp');
    assert.match((await folder.crix(['logs', nginx])).stderr, /\/tmp is not a regular file/);
  });

  it('rm takes the log and its rotated copies along, or leaves them with --keep-logs', async (test) => {
    const runtime = await withPath(test, '');
    const folder = join(runtime.dir, '[pod]');
    mkdirSync(folder);
    const names = ['0.log', '0.log.20260101-000000', '0.log.old'];
    const write = () => names.map((name) => writeFileSync(join(folder, name), ''));
    const other = await serve(test, { log_path: { [nginx]: join(folder, '0.log') } });
    write();
    assert.equal((await other.crix(['rm', '-f', '--keep-logs', nginx])).status, 0);
    assert.ok(names.every((name) => existsSync(join(folder, name))));
    assert.equal((await other.crix(['rm', '-f', nginx])).status, 0);
    assert.ok(!names.some((name) => existsSync(join(folder, name))));
    assert.equal((await other.crix(['rm', '-f', nginx])).status, 0, 'a missing log is no failure');
  });
});
