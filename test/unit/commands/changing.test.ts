import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseCommand } from '../../../src/cli/argv.ts';
import type { Command } from '../../../src/cli/define.ts';
import { command as create } from '../../../src/commands/create.ts';
import { command as pull } from '../../../src/commands/pull.ts';
import { command as rm } from '../../../src/commands/rm.ts';
import { command as run } from '../../../src/commands/run.ts';
import { command as runp } from '../../../src/commands/runp.ts';
import { command as stop } from '../../../src/commands/stop.ts';
import { command as update } from '../../../src/commands/update.ts';
import { CrixError } from '../../../src/errors.ts';
import { type FakeContextSettings, fakeContext } from '../../support/fake-context.ts';
import { fakeCri, type Stubs } from '../../support/fake-cri.ts';

interface Given extends Omit<FakeContextSettings, 'cri'> {
  stubs?: Stubs;
}

/** Requests as plain data: maps of configuration files have no prototype. */
function plain(requests: readonly unknown[]): unknown[] {
  return requests.map((request) => JSON.parse(JSON.stringify(request)));
}

async function typed(test: TestContext, command: Command, words: readonly string[], given: Given = {}) {
  const cri = given.stubs === undefined ? undefined : fakeCri(test, given.stubs);
  const context = fakeContext({ ...given, ...(cri === undefined ? {} : { cri }) });
  const args = parseCommand(command, words, context.env, context.persona);
  const status = await command.run(context, args);
  return {
    status,
    out: context.io.out(),
    err: context.io.err(),
    requests: (cri?.calls ?? []).map(({ request }) => request),
  };
}

function filesIn(test: TestContext, files: Readonly<Record<string, string>>): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'crix-files-'));
  test.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (name) => join(folder, name);
}

const pulled = { pullImage: () => ({ imageRef: 'sha256:1' }) };

test('update sends what was given and nothing else', async (context) => {
  const stubs = { updateContainerResources: () => ({}) };
  for (const words of [
    ['--oom-score-adj', '-500', 'c'],
    ['--oom-score-adj=-500', 'c'],
    ['c', '--oom-score-adj', '-500'],
  ]) {
    const { requests, out } = await typed(context, update, words, { stubs });
    assert.deepEqual([requests, out], [[{ containerId: 'c', linux: { oomScoreAdj: -500n } }], 'c\n']);
  }
});

test('update refuses to send nothing, or a zero, except as crictl', async (context) => {
  await assert.rejects(typed(context, update, ['c']), /nothing to change/);
  await assert.rejects(typed(context, update, ['--memory', '0', 'c']), /--memory cannot be set to nothing/);
  const stubs = { updateContainerResources: () => ({}) };
  const { requests } = await typed(context, update, ['--cpu-count', '2', 'c'], { stubs, persona: 'crictl' });
  assert.deepEqual(requests, [{ containerId: 'c', linux: {} }]);
});

test('crictl ends at the first failure, crix goes on', async (context) => {
  const known = { containerStatus: () => ({}) };
  const stubs = {
    stopContainer: (request: { containerId?: string | undefined }) => {
      if (request.containerId === 'b') throw new Error('no');
      return {};
    },
  };
  const crictl = await typed(context, stop, ['a', 'b', 'c'], { stubs, persona: 'crictl' });
  assert.deepEqual([crictl.status, crictl.out], [1, 'a\n']);
  const crix = await typed(context, stop, ['a', 'b', 'c'], { stubs: { ...stubs, ...known } });
  assert.deepEqual([crix.status, crix.out], [1, 'a\nc\n']);
});

test('nothing to do with force or all is no failure', async (context) => {
  const forced = await typed(context, rm, ['-f'], { stubs: {} });
  assert.deepEqual([forced.status, forced.out, forced.err], [0, '', 'crix: no containers to remove\n']);
  const all = await typed(context, rm, ['-a'], { stubs: { listContainers: () => ({}) } });
  assert.deepEqual([all.status, all.err], [0, 'crix: no containers to remove\n']);
  await assert.rejects(typed(context, rm, []), /give a CONTAINER-ID or --all/);
  assert.equal((await typed(context, rm, [], { persona: 'crictl' })).status, 'help');
});

test('an empty ID, as from an unset variable, is refused', async (context) => {
  await assert.rejects(typed(context, rm, ['-f', '']), /an empty container ID/);
});

test('logs of a runtime on another machine are not looked for here', async (context) => {
  const stubs = {
    listContainers: () => ({ containers: [{ id: 'c' }] }),
    containerStatus: () => ({ status: { state: 'CONTAINER_EXITED' as const, logPath: '/nowhere/x.log' } }),
    removeContainer: () => ({}),
  };
  const remote = { settings: { runtimeEndpoint: 'tcp://node:1234' } };
  assert.equal((await typed(context, rm, ['c'], { stubs, ...remote })).err, '');
  assert.match((await typed(context, rm, ['c'], { stubs })).err, /\/nowhere\/x\.log was not there/);
});

test('credentials come from flag or environment, and one kind excludes the other', async (context) => {
  const nothing = { HOME: '/nowhere' };
  const given = await typed(context, pull, ['--creds', 'u:p:q', 'img'], { stubs: pulled, env: nothing });
  assert.deepEqual(given.requests, [{ image: { image: 'img' }, auth: { username: 'u', password: 'p:q' } }]);
  const fromEnv = await typed(context, pull, ['img'], { stubs: pulled, env: { ...nothing, CRICTL_AUTH: 'eA==' } });
  assert.deepEqual(fromEnv.requests, [{ image: { image: 'img' }, auth: { auth: 'eA==' } }]);
  await assert.rejects(
    typed(context, pull, ['--creds', 'a', '--auth', 'b', 'img']),
    /--creds and --auth exclude each other/,
  );
});

test('stored credentials are used unless they are not wanted', async (context) => {
  const at = filesIn(context, { 'auth.json': '{"auths":{"r.io":{"username":"u","password":"p"}}}' });
  const stored = await typed(context, pull, ['--authfile', at('auth.json'), 'r.io/x'], { stubs: pulled });
  assert.deepEqual(stored.requests, [{ image: { image: 'r.io/x' }, auth: { username: 'u', password: 'p' } }]);
  const env = { REGISTRY_AUTH_FILE: at('auth.json') };
  const unwanted = await typed(context, pull, ['--no-auth-file', 'r.io/x'], { stubs: pulled, env });
  assert.deepEqual(unwanted.requests, [{ image: { image: 'r.io/x' } }]);
});

test('--username asks without echo, and only on a terminal', async (context) => {
  const terminal = { columns: 80, rows: 24 };
  const asked = await typed(context, pull, ['-u', 'bob', 'img'], { stubs: pulled, terminal, stdin: 'sx\x7fecret\r' });
  assert.deepEqual(asked.requests, [{ image: { image: 'img' }, auth: { username: 'bob', password: 'secret' } }]);
  assert.ok(!asked.err.includes('secret'));
  await assert.rejects(typed(context, pull, ['-u', 'bob', 'img'], { stdin: 'secret\n' }), /not a terminal/);
  const interrupted = typed(context, pull, ['-u', 'bob', 'img'], { terminal, stdin: 'se\x03' });
  await assert.rejects(interrupted, { kind: 'cancelled' });
});

test('a pull that fails on the network with a proxy set here says where to set it', async (context) => {
  const stubs = {
    pullImage: () => {
      throw new CrixError('runtime', 'PullImage: dial tcp 1.2.3.4:443: i/o timeout');
    },
  };
  const env = { HTTPS_PROXY: 'http://proxy:1', HOME: '/nowhere' };
  await assert.rejects(typed(context, pull, ['img'], { stubs, env }), (error: Error & { hint?: string }) =>
    /HTTPS_PROXY is set here.*service unit/.test(error.hint ?? ''),
  );
});

test('run reads both files before it starts anything', async (context) => {
  const at = filesIn(context, { pod: 'metadata: {name: p, namespace: n}', ctr: 'metadata: {name: c}' });
  await assert.rejects(typed(context, run, [at('ctr'), at('pod')]), /image\.image is not set/);
});

test('create and run pull or do not pull as flags and settings say', async (context) => {
  const at = filesIn(context, {
    pod: 'metadata: {name: p, namespace: n, uid: u}',
    ctr: 'metadata: {name: c}\nimage: {image: x, annotations: {a: b}}\nmounts: [{image: {image: y}}]',
  });
  const stubs = {
    podSandboxStatus: () => ({ status: { id: 'feed', metadata: { uid: 'u' } } }),
    createContainer: () => ({ containerId: 'ctr' }),
  };
  const env = { HOME: '/nowhere' };
  const byItself = await typed(context, create, ['feed', at('ctr'), at('pod')], { stubs });
  assert.deepEqual([byItself.requests.length, byItself.out], [2, 'ctr\n']);
  const settings = { pullImageOnCreate: true };
  const pulling = await typed(context, create, ['feed', at('ctr'), at('pod')], {
    stubs: { ...stubs, ...pulled },
    settings,
    env,
  });
  assert.deepEqual(
    plain(pulling.requests.slice(1, 3)).map((request) => (request as { image: unknown }).image),
    [{ image: 'x', annotations: { a: 'b' } }, { image: 'y' }],
  );
  await assert.rejects(typed(context, create, ['--no-pull', '--with-pull', 'p', 'c', 'd']), /exclude each other/);
});

test('a pod file without uid means the uid of the pod', async (context) => {
  const at = filesIn(context, {
    pod: 'metadata: {name: p, namespace: n}',
    ctr: 'metadata: {name: c}\nimage: {image: x}',
  });
  const stubs = {
    podSandboxStatus: () => ({ status: { id: 'feed', metadata: { name: 'p', namespace: 'n', uid: 'of-the-pod' } } }),
    createContainer: () => ({ containerId: 'ctr' }),
  };
  const { requests } = await typed(context, create, ['feed', at('ctr'), at('pod')], { stubs });
  const { sandboxConfig } = requests[1] as { sandboxConfig: { metadata: { uid: string } } };
  assert.equal(sandboxConfig.metadata.uid, 'of-the-pod');
});

test('one of the files may be standard input, not both', async (context) => {
  const stubs = { runPodSandbox: () => ({ podSandboxId: 'pod' }) };
  const { out } = await typed(context, runp, ['-'], { stubs, stdin: 'metadata: {name: p, namespace: n}' });
  assert.equal(out, 'pod\n');
  await assert.rejects(typed(context, run, ['-', '-']), /only one of the files/);
});

test('starting a pod may take twice its timeout', async (context) => {
  const stubs = {
    runPodSandbox: (_request: unknown, call?: { timeoutMs?: number }) => {
      assert.equal(call?.timeoutMs, 6000);
      return { podSandboxId: 'pod' };
    },
  };
  await typed(context, runp, ['-T', '3s', '-'], { stubs, stdin: 'metadata: {name: p, namespace: n}' });
});

test('the schemas are printed without a runtime', async (context) => {
  for (const command of [runp, pull, create]) {
    const { out } = await typed(context, command, ['jsonschema']);
    assert.equal(typeof JSON.parse(out)['$defs'], 'object');
  }
});
