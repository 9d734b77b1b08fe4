import { messageOf } from '../errors.ts';
import type { Cri, ImageService, RuntimeService } from './api.ts';
import { type Endpoint, notCriError } from './endpoint.ts';
import { imageServiceMethods, runtimeServiceMethods } from './gen/services.ts';
import { tables } from './gen/tables.ts';
import { checkReply } from './replies.ts';
import { isUnimplemented, neverArrived, toCrixError } from './rpc-errors.ts';
import { type Method, makeService, type ServiceSettings } from './service.ts';
import type { CallSettings, Transport } from './transport/transport.ts';

export interface CriOptions {
  /** For messages. */
  endpoint: Endpoint;
  /** Where the image service is, if not at the same endpoint. */
  images?: { transport: Transport; endpoint: Endpoint };
  /** For calls that do not set their own; 0: no deadline. */
  timeoutMs: number;
  /** Cancels every call that has no signal of its own. */
  signal?: AbortSignal;
  /** How often a call is sent again while nobody listens at the endpoint. 0: fail at once. */
  maxRetries?: number;
  /** Gets a line for each request and reply; secrets are hidden. */
  trace?: (line: string) => void;
}

/** The CRI of whatever answers at the other end of the transport. Nothing is sent until a method is called. */
export function createCri(transport: Transport, options: CriOptions): Cri {
  const images = options.images ?? { transport, endpoint: options.endpoint };
  return {
    runtime: makeService<RuntimeService>(
      runtimeServiceMethods,
      tables,
      criSettings(transport, options.endpoint, '/runtime.v1.RuntimeService/Version', options),
    ),
    images: makeService<ImageService>(
      imageServiceMethods,
      tables,
      criSettings(images.transport, images.endpoint, '/runtime.v1.ImageService/ImageFsInfo', options),
    ),
  };
}

function criSettings(
  transport: Transport,
  endpoint: Endpoint,
  probePath: string,
  options: CriOptions,
): ServiceSettings {
  return {
    transport,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    trace: options.trace,
    attempt: (call, signal) => withRetries(call, options.maxRetries ?? 0, signal),
    check: (method, request, reply, call) => checkReply(method.name, request, reply, call),
    async translate(error: unknown, method: Method, settings: CallSettings): Promise<unknown> {
      if (isUnimplemented(error) && !(await answers(transport, probePath, method, settings)))
        return notCriError(endpoint, messageOf(error));
      return toCrixError(error, method, settings, endpoint);
    },
  };
}

/** Tells a missing method from a missing service without reading error texts: asks for one that every CRI v1 has. */
async function answers(
  transport: Transport,
  probePath: string,
  method: Method,
  settings: CallSettings,
): Promise<boolean> {
  if (method.path === probePath) return false;
  try {
    await transport.unary(probePath, new Uint8Array(0), settings);
  } catch (error) {
    return !isUnimplemented(error);
  }
  return true;
}

const firstPauseMs = 500;
const longestPauseMs = 5000;

/** Waits 0.5, 1, 2, 4, 5, 5 … seconds in between, as crictl does. */
async function withRetries<T>(call: () => Promise<T>, maxRetries: number, signal: AbortSignal | undefined): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await call();
    } catch (error) {
      if (retry >= maxRetries || !neverArrived(error) || signal?.aborted) throw error;
      const { setTimeout: pause } = await import('node:timers/promises');
      // An abort ends the pause; the next attempt then reports it.
      await pause(Math.min(firstPauseMs * 2 ** retry, longestPauseMs), undefined, signal && { signal }).catch(() => {});
    }
  }
}
