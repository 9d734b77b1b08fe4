import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { startTracing } from '../../../src/cli/tracing.ts';
import { type CallSettings, RpcError, type Transport } from '../../../src/cri/transport/transport.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  isError: boolean;
}

/** A collector that speaks OTLP over gRPC and keeps what it gets. */
async function collector(): Promise<{ endpoint: string; spans: ReceivedSpan[] }> {
  const spans: ReceivedSpan[] = [];
  const server = new Server();
  const raw = (bytes: Buffer) => bytes;
  const path = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
  const method = { path, requestStream: false, responseStream: false };
  const codec = { requestSerialize: raw, requestDeserialize: raw, responseSerialize: raw, responseDeserialize: raw };
  server.addService(
    { export: { ...method, ...codec } },
    {
      export(call: { request: Buffer }, done: (error: null, reply: Buffer) => void) {
        spans.push(...readSpans(call.request));
        done(null, Buffer.alloc(0));
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  stops.push(() => server.forceShutdown());
  return { endpoint: `127.0.0.1:${port}`, spans };
}

function readSpans(request: Buffer): ReceivedSpan[] {
  return all(request, 1)
    .flatMap((resource) => all(resource, 2))
    .flatMap((scope) => all(scope, 2))
    .map((span) => ({
      traceId: all(span, 1)[0]?.toString('hex') ?? '',
      spanId: all(span, 2)[0]?.toString('hex') ?? '',
      parentId: all(span, 4)[0]?.toString('hex') ?? '',
      name: all(span, 5)[0]?.toString() ?? '',
      isError: all(span, 15).some((status) => status.includes(Buffer.from([3 << 3, 2]))),
    }));
}

/** The length-delimited fields with this number of a protobuf message. */
function all(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++] as number;
      value += (byte & 0x7f) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const [field, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else {
      const length = varint();
      if (field === wanted) found.push(message.subarray(at, at + length));
      at += length;
    }
  }
  return found;
}

const calls: CallSettings[] = [];
const transport: Transport = {
  async unary(path, _request, call) {
    calls.push(call);
    if (path.endsWith('/Fails')) throw new RpcError(5, 'not found');
    return new Uint8Array([1]);
  },
  async *serverStream() {
    yield new Uint8Array([2]);
    yield new Uint8Array([3]);
  },
  close() {},
};

function options(endpoint: string, more: { samplesPerMillion?: number; warn?: (line: string) => Promise<void> } = {}) {
  const warn = async (line: string) => assert.fail(line);
  return { endpoint, samplesPerMillion: -1, program: 'crix', version: '1', command: 'ps', warn, ...more };
}

test('one span for the command, and one below it for each call', async () => {
  const { endpoint, spans } = await collector();
  const tracing = startTracing(options(endpoint));
  const traced = tracing.around(transport);
  assert.deepEqual([...(await traced.unary('/runtime.v1.RuntimeService/Version', new Uint8Array(), {}))], [1]);
  await assert.rejects(traced.unary('/runtime.v1.RuntimeService/Fails', new Uint8Array(), { metadata: { a: 'b' } }), {
    details: 'not found',
  });
  for await (const message of traced.serverStream('/runtime.v1.RuntimeService/Events', new Uint8Array(), {})) {
    assert.deepEqual([...message], [2]);
    break;
  }
  await tracing.end();

  const root = spans.find(({ name }) => name === 'ps');
  assert.ok(root);
  assert.equal(root.parentId, '');
  const children = spans.filter((span) => span !== root);
  assert.deepEqual(
    children.map(({ name, isError }) => [name, isError]),
    [
      ['runtime.v1.RuntimeService/Version', false],
      ['runtime.v1.RuntimeService/Fails', true],
      ['runtime.v1.RuntimeService/Events', false],
    ],
  );
  assert.ok(children.every(({ parentId, traceId }) => parentId === root.spanId && traceId === root.traceId));
  assert.equal(calls[0]?.metadata?.['traceparent'], `00-${root.traceId}-${children[0]?.spanId}-01`);
  assert.equal(calls[1]?.metadata?.['a'], 'b');
});

test('a rate of 0 sends nothing', async () => {
  const { endpoint, spans } = await collector();
  const tracing = startTracing(options(endpoint, { samplesPerMillion: 0 }));
  await tracing.around(transport).unary('/runtime.v1.RuntimeService/Version', new Uint8Array(), {});
  await tracing.end();
  assert.deepEqual(spans, []);
});

test('a failed command is an error in its span', async () => {
  const { endpoint, spans } = await collector();
  const tracing = startTracing(options(endpoint));
  await tracing.end(new Error('no'));
  assert.deepEqual(
    spans.map(({ name, isError }) => [name, isError]),
    [['ps', true]],
  );
});

test('without a collector there is one line and no failure', async () => {
  const lines: string[] = [];
  const warn = async (line: string) => void lines.push(line);
  const tracing = startTracing(options('127.0.0.1:1', { warn }));
  await tracing.end();
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^spans could not be sent to 127\.0\.0\.1:1: /);
});
