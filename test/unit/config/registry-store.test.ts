import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { eraseLogin, type LoginStore, storeLogin } from '../../../src/config/registry-store.ts';

interface Place extends LoginStore {
  path: string;
  helperCalls: string[][];
  text(): string;
}

function placeIn(test: TestContext, content?: string): Place {
  const home = mkdtempSync(join(tmpdir(), 'crix-store-'));
  test.after(() => rmSync(home, { recursive: true }));
  const path = join(home, '.docker', 'config.json');
  if (content !== undefined) {
    mkdirSync(join(home, '.docker'));
    writeFileSync(path, content);
  }
  const helperCalls: string[][] = [];
  return {
    env: { HOME: home },
    path,
    helperCalls,
    text: () => readFileSync(path, 'utf8'),
    async runHelper(program, input, action = 'get') {
      helperCalls.push([program, action, input]);
      return { status: 0, stdout: '', stderr: '' };
    },
  };
}

const login = { username: 'u', password: 'p' };

describe('storeLogin', () => {
  it('writes what docker writes, for nobody else to read', async (test) => {
    const place = placeIn(test);
    assert.equal(await storeLogin(place, 'r.example:5000', login), place.path);
    assert.equal(place.text(), '{\n\t"auths": {\n\t\t"r.example:5000": {\n\t\t\t"auth": "dTpw"\n\t\t}\n\t}\n}');
    assert.equal(statSync(place.path).mode & 0o777, 0o600);
  });

  it('keeps everything else that stands there, and a link a link', async (test) => {
    const place = placeIn(test, '{"detachKeys":"ctrl-x","auths":{"z.example":{"auth":"eDp5"}}}');
    const real = `${place.path}.real`;
    writeFileSync(real, place.text());
    rmSync(place.path);
    symlinkSync(real, place.path);
    await storeLogin(place, 'a.example', { username: 'u', identityToken: 'token' });
    assert.deepEqual(JSON.parse(readFileSync(real, 'utf8')), {
      auths: { 'a.example': { auth: 'dTo=', identitytoken: 'token' }, 'z.example': { auth: 'eDp5' } },
      detachKeys: 'ctrl-x',
    });
  });

  it('gives the secret to the helper that is configured, and only the name to the file', async (test) => {
    const place = placeIn(test, '{"credsStore":"vault"}');
    assert.equal(await storeLogin(place, 'r.example', login), undefined);
    assert.deepEqual(place.helperCalls, [
      ['docker-credential-vault', 'store', '{"ServerURL":"r.example","Username":"u","Secret":"p"}'],
    ]);
    assert.doesNotMatch(place.text(), /dTpw/);
  });

  it('does not touch a file that it cannot read', async (test) => {
    const place = placeIn(test, '{"auths": {"r": {"auth": "c2VjcmV0"');
    await assert.rejects(storeLogin(place, 'r.example', login), (error: Error) => {
      assert.doesNotMatch(error.message, /c2VjcmV0/);
      return /not valid JSON/.test(error.message);
    });
    assert.equal(place.text(), '{"auths": {"r": {"auth": "c2VjcmV0"');
  });
});

describe('eraseLogin', () => {
  it('takes one registry out, however it was written', async (test) => {
    const place = placeIn(test, '{"auths":{"https://r.example":{"auth":"dTpw"},"other":{"auth":"eDp5"}}}');
    await eraseLogin(place, 'r.example');
    assert.deepEqual(JSON.parse(place.text()), { auths: { other: { auth: 'eDp5' } } });
  });

  it('writes nothing when there is nothing to forget', async (test) => {
    const place = placeIn(test);
    await eraseLogin(place, 'r.example');
    assert.throws(() => place.text(), { code: 'ENOENT' });
  });
});
