import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/cri/decode.ts';
import { tables } from '../../../src/cri/gen/tables.ts';
import { fromJson, toJson } from '../../../src/cri/json.ts';
import { CrixError } from '../../../src/errors.ts';
import { randomFrom, randomMessage } from './random-message.ts';

const nothing = new Uint8Array();

describe('toJson', () => {
  it('prints zeros, empty lists and maps, and leaves out unset messages', () => {
    const status = tables.of('ContainerStatus');
    assert.equal(
      JSON.stringify(toJson(status, decode(status, nothing))),
      '{"id":"","state":"CONTAINER_CREATED","createdAt":"0","startedAt":"0","finishedAt":"0","exitCode":0,"imageRef":"","reason":"",' +
        '"message":"","labels":{},"annotations":{},"mounts":[],"logPath":"","imageId":"","stopSignal":"RUNTIME_DEFAULT"}',
    );
  });

  it('keeps the order of the API, not of the message', () => {
    const image = tables.of('ImageSpec');
    const spec = { imageRef: 'r', image: 'i', annotations: {}, userSpecifiedImage: '', runtimeHandler: '' };
    assert.deepEqual(Object.keys(toJson(image, spec)), [
      'image',
      'annotations',
      'userSpecifiedImage',
      'runtimeHandler',
      'imageRef',
    ]);
  });

  it('writes names that do not follow the rule as the API does', () => {
    const config = tables.of('ContainerConfig');
    assert.ok('CDIDevices' in toJson(config, decode(config, nothing)));
    const mount = tables.of('Mount');
    assert.ok('uidMappings' in toJson(mount, decode(mount, nothing)));
    const psi = toJson(tables.of('PsiStats'), {
      Full: { Total: 9007199254741994n, Avg10: 1.5, Avg60: 0, Avg300: Number.NaN },
    });
    assert.equal(JSON.stringify(psi), '{"Full":{"Total":"9007199254741994","Avg10":1.5,"Avg60":0,"Avg300":"NaN"}}');
  });

  it('keeps 64-bit numbers exact', () => {
    assert.deepEqual(toJson(tables.of('UInt64Value'), { value: 2n ** 64n - 1n }), { value: '18446744073709551615' });
    assert.deepEqual(toJson(tables.of('Int64Value'), { value: -(2n ** 63n) }), { value: '-9223372036854775808' });
  });

  it('names enum values, drops the prefix of signals, and prints unknown ones as numbers', () => {
    const config = tables.of('ContainerConfig');
    assert.deepEqual(toJson(config, { stopSignal: 'SIGNAL_SIGTERM' }), { stopSignal: 'SIGTERM' });
    assert.deepEqual(toJson(config, { stopSignal: 99 }), { stopSignal: 99 });
  });

  it('writes bytes as base64 and sorts map keys by their bytes', () => {
    assert.deepEqual(toJson(tables.of('KeyValue'), { key: 'K', value: new Uint8Array([0xff, 1]) }), {
      key: 'K',
      value: '/wE=',
    });
    const annotations = { '\u{1F600}': '1', '\uff5e': '2', b: '3', B: '4', ab: '5', a: '6' };
    const { annotations: sorted } = toJson(tables.of('ImageSpec'), { annotations });
    assert.deepEqual(Object.keys(sorted as object), ['B', 'a', 'ab', 'b', '\uff5e', '\u{1F600}']);
  });

  it('hides secrets when asked to', () => {
    const pull = { auth: { username: 'u', password: 'p', auth: 'YTpi', identityToken: '', registryToken: 't' } };
    const shown = toJson(tables.of('PullImageRequest'), pull, { hideSecrets: true });
    assert.deepEqual(shown['auth'], {
      username: 'u',
      password: '(hidden)',
      auth: '(hidden)',
      identityToken: '',
      registryToken: '(hidden)',
    });
  });
});

describe('fromJson', () => {
  it('reads back what toJson wrote, for every message of the API', () => {
    const random = randomFrom(3);
    for (const name of tables.names) {
      const table = tables.byName(name);
      const message = randomMessage(table, random);
      assert.deepEqual(fromJson(table, toJson(table, message as object)), message, name);
    }
  });

  it('takes both spellings of names, and numbers for enums and 64-bit fields', () => {
    const container = fromJson(tables.of('Container'), {
      pod_sandbox_id: 'p',
      imageRef: 'r',
      state: 2,
      created_at: 5,
      labels: null,
    });
    assert.equal(container.podSandboxId, 'p');
    assert.equal(container.imageRef, 'r');
    assert.equal(container.state, 'CONTAINER_EXITED');
    assert.equal(container.createdAt, 5n);
    assert.deepEqual({ ...container.labels }, {});
    assert.equal(container.metadata, undefined);
  });

  const refused = {
    'Container.colour': { colour: 'red' },
    'Container.created_at': { createdAt: 1.5 },
    'Container.state': { state: 'RUNNING' },
    'Container.metadata.attempt': { metadata: { attempt: 'x' } },
    'Container.labels': { labels: [] },
    'Container.id': { id: 1 },
  };
  for (const [place, json] of Object.entries(refused)) {
    it(`names the place of a mistake: ${place}`, () => {
      assert.throws(
        () => fromJson(tables.of('Container'), json),
        (error: unknown) => error instanceof CrixError && error.message.startsWith(`${place} `),
      );
    });
  }
});
