import { type CallOptions, type ChannelOptions, Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import type { Endpoint } from '../endpoint.ts';
import { maxMessageBytes } from './messages.ts';
import { probe } from './probe.ts';
import { type CallSettings, RpcError, type Transport } from './transport.ts';

const options: ChannelOptions = {
  'grpc.max_receive_message_length': maxMessageBytes,
  'grpc.max_send_message_length': maxMessageBytes,
  // Proxy variables of the shell are meant for the web, never for a runtime.
  'grpc.enable_http_proxy': 0,
  // Our client retries by itself, as its settings say.
  'grpc.enable_retries': 0,
  'grpc.service_config_disable_resolution': 1,
};

/** gRPC by the grpc-js library: tcp endpoints, and local ones when the full path is forced. The only file that loads it. */
export function grpcTransport(endpoint: Endpoint): Transport {
  const client = new Client(targetOf(endpoint), credentials.createInsecure(), {
    ...options,
    ...(endpoint.kind === 'local' ? { 'grpc.default_authority': 'localhost' } : {}),
  });
  return {
    unary: (path, request, call) =>
      new Promise((resolve, reject) => {
        const pending = client.makeUnaryRequest(
          path,
          same,
          same,
          request,
          metadataOf(call),
          optionsOf(call),
          (error, reply) => {
            call.signal?.removeEventListener('abort', onAbort);
            if (error === null && reply !== undefined) resolve(reply);
            else rpcErrorOf(error, endpoint).then(reject, reject);
          },
        );
        const onAbort = (): void => pending.cancel();
        listen(call.signal, onAbort);
      }),
    serverStream: (path, request, call) => serverStream(client, endpoint, { path, request, call }),
    close: () => client.close(),
  };
}

function targetOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'local') return `unix:${endpoint.path}`;
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return `dns:${host}:${endpoint.port}`;
}

async function* serverStream(
  client: Client,
  endpoint: Endpoint,
  { path, request, call }: { path: string; request: Uint8Array; call: CallSettings },
): AsyncGenerator<Uint8Array, void, undefined> {
  const pending = client.makeServerStreamRequest(path, same, same, request, metadataOf(call), optionsOf(call));
  const onAbort = (): void => pending.cancel();
  listen(call.signal, onAbort);
  try {
    for await (const message of pending) yield message as Uint8Array;
  } catch (error) {
    throw await rpcErrorOf(error as ServiceError, endpoint);
  } finally {
    call.signal?.removeEventListener('abort', onAbort);
    // A late status without a listener would end the program.
    pending.on('error', () => undefined);
    pending.cancel();
  }
}

function listen(signal: AbortSignal | undefined, onAbort: () => void): void {
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort);
}

function same(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function optionsOf(call: CallSettings): CallOptions {
  return call.timeoutMs ? { deadline: Date.now() + call.timeoutMs } : {};
}

function metadataOf(call: CallSettings): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(call.metadata ?? {})) metadata.set(name, value);
  return metadata;
}

/** grpc-js says "No connection established" for every cause; a second try to connect finds the errno. */
async function rpcErrorOf(error: ServiceError | null, endpoint: Endpoint): Promise<RpcError> {
  if (error === null) return new RpcError(13, 'the server sent no reply');
  if (typeof error.code !== 'number') return new RpcError(13, error.message);
  if (error.code !== 14) return new RpcError(error.code, error.details);
  const { errno } = await probe(endpoint);
  return new RpcError(14, error.details, errno);
}
