import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cri } from '../../../src/cri/api.ts';
import { type CriOptions, createCri } from '../../../src/cri/client.ts';
import { decode } from '../../../src/cri/decode.ts';
import { encode } from '../../../src/cri/encode.ts';
import { tables } from '../../../src/cri/gen/tables.ts';
import { type CallSettings, RpcError, type Transport } from '../../../src/cri/transport/transport.ts';
import { CrixError } from '../../../src/errors.ts';

interface Sent extends CallSettings {
  path: string;
  request: Uint8Array;
}

type Answer = Uint8Array | Error;

/** A transport that answers by the last part of the path, and what it was asked. */
function transportOf(answers: Record<string, Answer | Answer[]>): Transport & { sent: Sent[] } {
  const sent: Sent[] = [];
  const listFor = (path: string, request: Uint8Array, call: CallSettings): Answer[] => {
    sent.push({ path, request, ...call });
    const answer = answers[path.split('/').at(-1) ?? ''] ?? new RpcError(12, `unknown method ${path}`);
    return Array.isArray(answer) ? answer : [answer];
  };
  return {
    sent,
    async unary(path, request, call) {
      return delivered(listFor(path, request, call)[0] ?? new Uint8Array());
    },
    async *serverStream(path, request, call) {
      for (const answer of listFor(path, request, call)) yield delivered(answer);
    },
    close() {},
  };
}

function delivered(answer: Answer): Uint8Array {
  if (answer instanceof Error) throw answer;
  return answer;
}

const endpoint = { kind: 'local', path: '/run/x.sock', text: 'unix:///run/x.sock' } as const;
const version = encode(tables.of('VersionResponse'), {
  version: 'v',
  runtimeName: 'n',
  runtimeVersion: '1',
  runtimeApiVersion: 'v1',
});

function criOver(transport: Transport, options: Partial<CriOptions> = {}): Cri {
  return createCri(transport, { endpoint, timeoutMs: 2000, ...options });
}

async function failureOf(promise: Promise<unknown>): Promise<CrixError> {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof CrixError, String(error));
  return error;
}

describe('createCri', () => {
  it('sends a request to the method of its service and decodes the reply by the mask', async () => {
    const reply = encode(tables.of('ListContainersResponse'), { containers: [{ id: 'a', imageRef: 'r' }] });
    const transport = transportOf({ ListContainers: reply });
    const { containers } = await criOver(transport).runtime.listContainers(
      { filter: { id: 'a' } },
      { mask: { containers: { id: true } } },
    );
    assert.deepEqual([containers[0]?.id, containers[0]?.imageRef], ['a', '']);
    const [sent] = transport.sent;
    assert.equal(sent?.path, '/runtime.v1.RuntimeService/ListContainers');
    assert.equal(decode(tables.of('ListContainersRequest'), sent?.request ?? new Uint8Array()).filter?.id, 'a');
  });

  it('uses the timeout and signal of the call before its own', async () => {
    const own = new AbortController();
    const transport = transportOf({ ListImages: new Uint8Array() });
    const { images } = criOver(transport, { signal: own.signal });
    const { signal } = new AbortController();
    await images.listImages({});
    await images.listImages({}, { timeoutMs: 0, signal });
    assert.deepEqual(
      transport.sent.map((sent) => [sent.timeoutMs, sent.signal === own.signal]),
      [
        [2000, true],
        [0, false],
      ],
    );
  });

  it('asks the image service at its own endpoint', async () => {
    const runtime = transportOf({});
    const images = transportOf({ ListImages: new Uint8Array() });
    await criOver(runtime, { images: { transport: images, endpoint } }).images.listImages({});
    assert.deepEqual([runtime.sent.length, images.sent.length], [0, 1]);
  });

  it('hands on streamed messages, without a deadline, and translates their error', async () => {
    const event = encode(tables.of('ContainerEventResponse'), { containerId: 'c' });
    const transport = transportOf({ GetContainerEvents: [event, event, new RpcError(14, 'gone')] });
    const seen: string[] = [];
    const error = await failureOf(
      (async () => {
        for await (const { containerId } of criOver(transport).runtime.getContainerEvents({})) seen.push(containerId);
      })(),
    );
    assert.deepEqual(seen, ['c', 'c']);
    assert.equal(error.message, 'GetContainerEvents: gone (Unavailable)');
    assert.equal(transport.sent[0]?.timeoutMs, 0);
  });

  it('traces calls without secrets', async () => {
    const lines: string[] = [];
    const reply = encode(tables.of('PullImageResponse'), { imageRef: 'sha256:1' });
    const cri = criOver(transportOf({ PullImage: reply }), { trace: (line) => lines.push(line) });
    await cri.images.pullImage({ image: { image: 'x' }, auth: { username: 'u', password: 'swordfish' } });
    assert.match(lines.join('\n'), /PullImage .*"username":"u"/);
    assert.doesNotMatch(lines.join('\n'), /swordfish/);
  });
});

describe('errors', () => {
  const statuses = [
    [
      new RpcError(5, 'container "x": not found'),
      'not-found',
      'NotFound',
      'StopContainer: container "x": not found (NotFound)',
    ],
    [new RpcError(2, 'device or\n resource busy'), 'runtime', 'Unknown', 'StopContainer: device or resource busy'],
    [new RpcError(13, 'db locked'), 'runtime', 'Internal', 'StopContainer: db locked (Internal)'],
    [
      new RpcError(4, 'late'),
      'runtime',
      'DeadlineExceeded',
      'StopContainer did not finish within 2s: late (DeadlineExceeded)',
    ],
    [new RpcError(99, 'odd'), 'runtime', 'code 99', 'StopContainer: odd (code 99)'],
  ] as const;
  for (const [thrown, kind, code, message] of statuses) {
    it(`of status ${code}`, async () => {
      const error = await failureOf(criOver(transportOf({ StopContainer: thrown })).runtime.stopContainer({}));
      assert.deepEqual([error.kind, error.code, error.message], [kind, code, message]);
      assert.equal(error.cause, thrown);
    });
  }

  it('of the socket name it and say why', async () => {
    const gone = new RpcError(14, 'connect ENOENT', 'ENOENT');
    const error = await failureOf(criOver(transportOf({ Version: gone })).runtime.version({}));
    assert.equal(error.kind, 'connect');
    assert.match(error.message, /no such file: \/run\/x\.sock/);
  });

  it('tell a method that is missing from a CRI that is missing', async () => {
    const some = await failureOf(criOver(transportOf({ Version: version })).runtime.runtimeConfig({}));
    assert.deepEqual([some.kind, some.code], ['unsupported', 'Unimplemented']);
    assert.match(some.message, /^RuntimeConfig: /);
    const none = await failureOf(criOver(transportOf({})).runtime.listContainers({}));
    assert.equal(none.kind, 'connect');
    assert.match(none.message, /does not serve CRI v1/);
    const noImages = await failureOf(criOver(transportOf({})).images.listImages({}));
    assert.match(noImages.message, /does not serve CRI v1/);
  });

  it('after an abort are the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new CrixError('cancelled', 'interrupted', { status: 130 });
    stop.abort(reason);
    const transport = transportOf({ Version: new RpcError(1, 'cancelled') });
    assert.equal(await failureOf(criOver(transport, { signal: stop.signal }).runtime.version({})), reason);
  });

  it('that are bugs stay what they are', async () => {
    const bug = new TypeError('x is undefined');
    await assert.rejects(criOver(transportOf({ Version: bug })).runtime.version({}), bug);
  });
});

describe('retries', () => {
  const refused = new RpcError(14, 'refused', 'ECONNREFUSED');

  it('are not made unless asked for', async () => {
    const transport = transportOf({ Version: refused });
    await failureOf(criOver(transport).runtime.version({}));
    assert.equal(transport.sent.length, 1);
  });

  it('are made while nobody listens', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let calls = 0;
    const transport = transportOf({});
    transport.unary = async () => {
      calls++;
      if (calls === 1) throw refused;
      return version;
    };
    const reply = criOver(transport, { maxRetries: 3 }).runtime.version({});
    await until(() => calls === 1);
    let answered = false;
    reply.then(() => {
      answered = true;
    }, assert.fail);
    await until(() => {
      t.mock.timers.tick(500);
      return answered;
    });
    assert.equal((await reply).runtimeName, 'n');
    assert.equal(calls, 2);
  });

  it('are never made when the request may have arrived', async () => {
    for (const error of [new RpcError(14, 'reset', 'ECONNRESET'), new RpcError(14, 'gone'), new RpcError(4, 'late')]) {
      const transport = transportOf({ RemoveContainer: error });
      await failureOf(criOver(transport, { maxRetries: 3 }).runtime.removeContainer({}));
      assert.equal(transport.sent.length, 1);
    }
  });

  it('end with the signal', async () => {
    const stop = new AbortController();
    const transport = transportOf({ Version: refused });
    const failure = failureOf(criOver(transport, { maxRetries: 9, signal: stop.signal }).runtime.version({}));
    await until(() => transport.sent.length === 1);
    stop.abort();
    assert.equal((await failure).kind, 'cancelled');
  });
});

/** Lets other work go on until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 10_000) assert.fail('it never came true');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
