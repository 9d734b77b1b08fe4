import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { checkLogin } from '../../../../src/ops/images/check-login.ts';

const good = `Basic ${Buffer.from('u:right').toString('base64')}`;

/** A registry on this machine, which may speak plain HTTP. @returns its host and port */
async function registry(
  test: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse, host: string) => void,
): Promise<string> {
  let host = '';
  const server = createServer((request, response) => answer(request, response, host)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => server.close());
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return host;
}

function loginTo(server: string, password = 'right') {
  return checkLogin({ server, username: 'u', password, env: {}, signal: new AbortController().signal });
}

const asksForBasic = (request: IncomingMessage, response: ServerResponse): void => {
  const isKnown = request.headers.authorization === good;
  response.writeHead(isKnown ? 200 : 401, isKnown ? {} : { 'www-authenticate': 'Basic realm="r"' }).end();
};

const givesTokens = (request: IncomingMessage, response: ServerResponse, host: string): void => {
  const url = new URL(request.url ?? '', `http://${host}`);
  if (url.pathname === '/token') {
    const isKnown = request.headers.authorization === good && url.searchParams.get('service') === 'reg';
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? '{"token":"t","refresh_token":"keep"}' : '{}');
    return;
  }
  const isKnown = request.headers.authorization === 'Bearer t';
  const challenge = `Bearer realm="http://${host}/token",service="reg"`;
  response.writeHead(isKnown ? 200 : 401, isKnown ? {} : { 'www-authenticate': challenge }).end();
};

describe('checkLogin', () => {
  it('takes any credentials where none are asked for', async (test) => {
    const host = await registry(test, (_request, response) => response.writeHead(200).end());
    assert.equal(await loginTo(host), undefined);
  });

  for (const [how, answer, token] of [
    ['by password', asksForBasic, undefined],
    ['by token', givesTokens, 'keep'],
  ] as const) {
    it(`is right or wrong ${how}`, async (test) => {
      const host = await registry(test, answer);
      assert.equal(await loginTo(host), token);
      await assert.rejects(loginTo(host, 'wrong'), (error: Error) => {
        assert.doesNotMatch(error.message, /wrong/);
        return error.message.includes(host) && error.message.includes('incorrect username or password');
      });
    });
  }

  it('names a registry that does not answer', async (test) => {
    const host = await registry(test, (request) => request.socket.destroy());
    await assert.rejects(loginTo(host), new RegExp(`cannot log in to ${host}`));
  });
});
