import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  connectError,
  defaultEndpoints,
  type Endpoint,
  notCriError,
  parseEndpoint,
} from '../../../src/cri/endpoint.ts';
import { CrixError } from '../../../src/errors.ts';

function failure(text: string): CrixError {
  try {
    parseEndpoint(text);
  } catch (error) {
    if (error instanceof CrixError) return error;
  }
  return assert.fail(`${text} was accepted`);
}

test('the forms of a unix socket', () => {
  for (const text of ['unix:///run/x.sock', 'unix:/run/x.sock', 'unix:////run/x.sock', 'UNIX:///run/x.sock']) {
    assert.deepEqual(parseEndpoint(text), { endpoint: { kind: 'local', path: '/run/x.sock', text } });
  }
  assert.deepEqual(parseEndpoint('unix:x.sock').endpoint, { kind: 'local', path: 'x.sock', text: 'unix:x.sock' });
});

test('a bare path works with a warning that shows the right form', () => {
  const { endpoint, warning } = parseEndpoint('/run/x.sock', 'image-endpoint');
  assert.deepEqual(endpoint, { kind: 'local', path: '/run/x.sock', text: 'unix:///run/x.sock' });
  assert.match(warning ?? '', /image-endpoint.*unix:\/\/\/run\/x\.sock$/);
  assert.equal(parseEndpoint('none.sock').endpoint.kind, 'local');
});

test('abstract sockets never name a file', () => {
  for (const text of ['unix-abstract:name', 'unix:@name', '@name']) {
    const { endpoint } = parseEndpoint(text);
    assert.equal(endpoint.kind === 'local' && endpoint.path, '\0name', text);
  }
});

test('tcp and named pipes', () => {
  assert.deepEqual(parseEndpoint('tcp://10.0.0.1:5000').endpoint, {
    kind: 'tcp',
    host: '10.0.0.1',
    port: 5000,
    text: 'tcp://10.0.0.1:5000',
  });
  assert.deepEqual(parseEndpoint('tcp://[::1]:5000').endpoint, {
    kind: 'tcp',
    host: '::1',
    port: 5000,
    text: 'tcp://[::1]:5000',
  });
  const pipe = parseEndpoint('npipe:////./pipe/containerd').endpoint;
  assert.equal(pipe.kind === 'local' && pipe.path, '\\\\.\\pipe\\containerd');
});

test('what cannot work is refused by name, with the right form', () => {
  assert.match(failure('unix://run/x.sock').message, /three slashes/);
  assert.match(failure('unix://run/x.sock').hint ?? '', /unix:\/\/\/run\/x\.sock/);
  assert.match(failure('http://127.0.0.1:1').message, /http:\/\//);
  assert.match(failure('ftp://x').message, /"ftp"/);
  assert.match(failure('').message, /runtime-endpoint/);
  for (const text of [
    'unix:',
    'unix:///',
    'unix:@',
    'tcp://host',
    'tcp://host:0',
    'tcp://host:70000',
    'tcp://:1',
    'npipe://x',
    'unix:/a\0b',
  ]) {
    assert.equal(failure(text).kind, 'usage', text);
  }
});

test('each cause of a failed connection has its own sentence and hint', () => {
  const endpoint = parseEndpoint('unix:///run/crio/crio.sock').endpoint;
  const errors = ['ENOENT', 'EACCES', 'ECONNREFUSED', 'ENOTSOCK', 'ETIMEDOUT', 'EIO', 'EADDRNOTAVAIL'].map((errno) =>
    connectError(endpoint, errno),
  );
  assert.equal(new Set(errors.map(({ message }) => message)).size, errors.length);
  for (const { message, hint, kind } of errors) {
    assert.ok(message.includes('/run/crio/crio.sock') && hint !== undefined && kind === 'connect', message);
  }
  assert.match(errors[0]?.message ?? '', /no such file/);
  assert.match(errors[1]?.message ?? '', /permission denied/);
  assert.match(errors[1]?.hint ?? '', /root/);
  assert.match(errors[2]?.message ?? '', /refused/);
  assert.match(errors[2]?.hint ?? '', /status crio/);
});

test('a socket without CRI v1 is explained', () => {
  const error = notCriError(defaultEndpoints[0] as Endpoint, 'unknown service runtime.v1.RuntimeService');
  assert.match(error.message, /containerd\.sock.*Unimplemented.*unknown service/);
  assert.match(error.hint ?? '', /disabled_plugins/);
});
