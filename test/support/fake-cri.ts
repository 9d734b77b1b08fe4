import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Call, Cri, ImageService, Init, RuntimeService } from '../../src/cri/api.ts';
import { decode } from '../../src/cri/decode.ts';
import { encode } from '../../src/cri/encode.ts';
import { imageServiceMethods, runtimeServiceMethods } from '../../src/cri/gen/services.ts';
import { tables } from '../../src/cri/gen/tables.ts';
import type { Messages } from '../../src/cri/gen/types.ts';

type Stub<Method> = Method extends (request: infer Request, call?: Call) => infer Result
  ? Result extends Promise<infer Reply>
    ? (request: Request, call?: Call) => Init<Reply> | Promise<Init<Reply>>
    : Result extends AsyncIterable<infer Reply>
      ? (request: Request, call?: Call) => Iterable<Init<Reply>> | AsyncIterable<Init<Reply>>
      : never
  : never;

type Services = RuntimeService & ImageService;
export type Stubs = { readonly [M in keyof Services]?: Stub<Services[M]> };

export interface FakeCall {
  method: keyof Services;
  request: unknown;
  call: Call | undefined;
}

export interface FakeCri extends Cri {
  /** Every call in order, stubs that threw included. */
  readonly calls: readonly FakeCall[];
}

type AnyStub = (request: unknown, call?: Call) => unknown;

/**
 * A runtime in process. Replies are written as requests are, without their zero values, and come out as if they had been
 * decoded. A method without a stub throws; a stub that is never called fails the test.
 */
export function fakeCri(test: TestContext, stubs: Stubs): FakeCri {
  const calls: FakeCall[] = [];
  test.after(() => {
    const called = new Set<string>(calls.map(({ method }) => method));
    const idle = Object.keys(stubs).filter((name) => !called.has(name));
    assert.deepEqual(idle, [], 'these stubs were never called');
  });
  const stubbed = (methods: readonly string[]) => serviceOf(methods, stubs as Record<string, AnyStub>, calls);
  return {
    calls,
    runtime: stubbed(runtimeServiceMethods) as unknown as RuntimeService,
    images: stubbed(imageServiceMethods) as unknown as ImageService,
  };
}

function serviceOf(
  [, ...methods]: readonly string[],
  stubs: Readonly<Record<string, AnyStub>>,
  calls: FakeCall[],
): Record<string, AnyStub> {
  const service: Record<string, AnyStub> = {};
  for (const line of methods) {
    const [rpc = '', , reply = ''] = line.split(' ');
    const method = `${rpc.charAt(0).toLowerCase()}${rpc.slice(1)}` as keyof Services;
    const streams = reply.startsWith('*');
    const message = (streams ? reply.slice(1) : reply) as keyof Messages;
    service[method] = (request, call) => {
      calls.push({ method, request, call });
      const stub = stubs[method];
      assert.ok(stub, `${method} was called, which the test does not expect`);
      const given = { stub, request, call, message };
      return streams ? streamed(given) : answered(given);
    };
  }
  return service;
}

interface Given {
  stub: AnyStub;
  request: unknown;
  call: Call | undefined;
  message: keyof Messages;
}

async function answered({ stub, request, call, message }: Given): Promise<unknown> {
  return complete(message, await stub(request, call));
}

async function* streamed({ stub, request, call, message }: Given): AsyncGenerator<unknown> {
  for await (const item of stub(request, call) as AsyncIterable<unknown>) {
    yield complete(message, item);
  }
}

function complete(message: keyof Messages, reply: unknown): unknown {
  const table = tables.of(message);
  return decode(table, encode(table, reply as never));
}
