import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  authFilePaths,
  findStoredAuth,
  parseCreds,
  type StoredAuthSources,
} from '../../../src/config/registry-auth.ts';
import type { HelperReply } from '../../../src/config/registry-auth-helper.ts';

interface Node {
  files?: Record<string, unknown>;
  env?: Record<string, string>;
  authFile?: string;
  /** Helper program to server to its reply. */
  helpers?: Record<string, Record<string, HelperReply>>;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

function sources(node: Node): StoredAuthSources {
  return {
    env: { HOME: '/root', ...node.env },
    uid: 0,
    ...(node.authFile === undefined ? {} : { authFile: node.authFile }),
    readFile: async (path) => {
      const content = node.files?.[path];
      return content === undefined || typeof content === 'string' ? content : JSON.stringify(content);
    },
    runHelper: async (program, server) => {
      const reply = node.helpers?.[program]?.[server];
      assert.ok(reply, `unexpected call of ${program} for ${server}`);
      return reply;
    },
  };
}

async function find(image: string, node: Node) {
  const { found, problems } = await findStoredAuth(image, sources(node));
  return { auth: found?.auth, from: found?.from, problems };
}

const docker = '/root/.docker/config.json';

test('credentials split at the first colon', () => {
  assert.deepEqual(parseCreds('user:pa:ss'), { username: 'user', password: 'pa:ss' });
  assert.deepEqual(parseCreds('user'), { username: 'user', password: '' });
  assert.throws(() => parseCreds(':x'), /the user name is empty/);
});

test('files are looked at in order, those set by hand first', () => {
  const env = { REGISTRY_AUTH_FILE: '/r.json', DOCKER_CONFIG: '/d', XDG_RUNTIME_DIR: '/x' };
  assert.deepEqual(authFilePaths(sources({ env })), [
    '/r.json',
    '/d/config.json',
    '/x/containers/auth.json',
    '/root/.config/containers/auth.json',
  ]);
  assert.deepEqual(authFilePaths(sources({})), [
    '/run/containers/0/auth.json',
    '/root/.config/containers/auth.json',
    '/root/.docker/config.json',
  ]);
  assert.deepEqual(authFilePaths(sources({ env, authFile: '/only.json' })), ['/only.json']);
});

test("docker's encoded pair is decoded, its NUL padding dropped", async () => {
  const files = { [docker]: { auths: { 'reg.local:5000': { auth: base64('bob:se:cret\0\0') } } } };
  assert.deepEqual(await find('reg.local:5000/team/app:1', { files }), {
    auth: { username: 'bob', password: 'se:cret' },
    from: docker,
    problems: [],
  });
  assert.equal((await find('other.local/app', { files })).auth, undefined);
});

test('Docker Hub is found under each of its names', async () => {
  for (const key of [
    'https://index.docker.io/v1/',
    'docker.io',
    'index.docker.io',
    'https://registry-1.docker.io/v2/',
  ]) {
    const files = { [docker]: { auths: { [key]: { username: 'hub', password: 'p' } } } };
    for (const image of ['busybox', 'team/app', 'docker.io/library/busybox:1', 'index.docker.io/x@sha256:aa']) {
      assert.deepEqual((await find(image, { files })).auth, { username: 'hub', password: 'p' }, `${image} by ${key}`);
    }
  }
});

test('the longest matching part of a registry wins', async () => {
  const entry = (username: string) => ({ auth: base64(`${username}:p`) });
  const auths = {
    'r.io': entry('host'),
    'r.io/team': entry('team'),
    'r.io/team/app': entry('app'),
    'r.io/te': entry('no'),
  };
  const node = { env: { XDG_RUNTIME_DIR: '/x' }, files: { '/x/containers/auth.json': { auths } } };
  assert.equal((await find('r.io/team/app:1', node)).auth?.username, 'app');
  assert.equal((await find('r.io/team/other', node)).auth?.username, 'team');
  assert.equal((await find('r.io/x/y', node)).auth?.username, 'host');
});

test('an identity token goes without the placeholder user next to it', async () => {
  const auths = { 'r.io': { auth: base64('00000000:'), identitytoken: 'tok' } };
  assert.deepEqual((await find('r.io/a', { files: { [docker]: { auths } } })).auth, { identityToken: 'tok' });
});

test('a helper named for the registry is asked before the general one', async () => {
  const files = { [docker]: { auths: {}, credHelpers: { 'r.io': 'special' }, credsStore: 'general' } };
  const ok = (Username: string) => ({
    status: 0,
    stdout: JSON.stringify({ ServerURL: '', Username, Secret: 's' }),
    stderr: '',
  });
  const helpers = {
    'docker-credential-special': { 'r.io': ok('from-special') },
    'docker-credential-general': { 'https://index.docker.io/v1/': ok('<token>') },
  };
  const found = await find('r.io/a', { files, helpers });
  assert.deepEqual(found.auth, { username: 'from-special', password: 's' });
  assert.equal(found.from, `docker-credential-special (named in ${docker})`);
  assert.deepEqual((await find('busybox', { files, helpers })).auth, { identityToken: 's' });
});

test('a helper that has nothing leaves the word to the entries of its file', async () => {
  const files = { [docker]: { credsStore: 'h', auths: { 'r.io': { username: 'u', password: 'p' } } } };
  const none = { status: 1, stdout: 'credentials not found in native keychain\n', stderr: '' };
  const found = await find('r.io/a', { files, helpers: { 'docker-credential-h': { 'r.io': none } } });
  assert.deepEqual(found, { auth: { username: 'u', password: 'p' }, from: docker, problems: [] });
});

test('a broken helper is a problem, not the end', async () => {
  const files = { [docker]: { credsStore: 'h' } };
  const broken = { status: 2, stdout: '', stderr: 'locked\nmore' };
  const found = await find('r.io/a', { files, helpers: { 'docker-credential-h': { 'r.io': broken } } });
  assert.equal(found.auth, undefined);
  assert.deepEqual(found.problems, ['credential helper docker-credential-h failed for r.io: locked']);
});

test('what a helper or a broken file says is never quoted', async () => {
  const said = { status: 0, stdout: 'password123', stderr: '' };
  const node = { files: { [docker]: { credsStore: 'h' } }, helpers: { 'docker-credential-h': { 'r.io': said } } };
  assert.deepEqual((await find('r.io/a', node)).problems, [
    'credential helper docker-credential-h did not answer with JSON',
  ]);
  const broken = { files: { [docker]: '{"auths":{"r.io":{"password":"password123"' } };
  assert.deepEqual((await find('r.io/a', broken)).problems, [`credentials file ${docker} is not valid JSON`]);
});

test('a file that was asked for by name has to be there and be right', async () => {
  await assert.rejects(find('r.io/a', { authFile: '/no.json' }), /credentials file \/no.json: no such file/);
  await assert.rejects(
    find('r.io/a', { authFile: '/b.json', files: { '/b.json': '[]' } }),
    /has to hold a JSON object/,
  );
});

test('an empty entry, as a helper leaves behind, is no credential', async () => {
  assert.equal((await find('r.io/a', { files: { [docker]: { auths: { 'r.io': {} } } } })).auth, undefined);
});
