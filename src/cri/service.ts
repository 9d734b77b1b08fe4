import type { Call, Init } from './api.ts';
import { decode } from './decode.ts';
import { pieceDecoder } from './decode-pieces.ts';
import { encode } from './encode.ts';
import { toJson } from './json.ts';
import type { Table } from './table.ts';
import type { CallSettings, Transport } from './transport/transport.ts';

/** One method of a service, such as ListContainers of runtime.v1.RuntimeService. */
export interface Method {
  readonly name: string;
  /** /runtime.v1.RuntimeService/ListContainers */
  readonly path: string;
}

/** What the calls of one service have in common. */
export interface ServiceSettings {
  readonly transport: Transport;
  /** For calls that do not say otherwise; 0: no deadline. Streams have none unless the call sets it. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
  /** What is thrown in place of what the transport threw. */
  translate(error: unknown, method: Method, settings: CallSettings): Promise<unknown>;
  /** Runs the call again as often as it may be. */
  attempt(call: () => Promise<Uint8Array>, signal: AbortSignal | undefined): Promise<Uint8Array>;
  /** Throws if the reply lacks what the caller will rely on. */
  check?(method: Method, request: unknown, reply: unknown, call: Call): void;
  /** Gets a line for each call; secrets are hidden. */
  trace?: ((line: string) => void) | undefined;
}

interface TableSource {
  byName(name: string): Table<unknown>;
}

interface Bound {
  method: Method;
  request: Table<unknown>;
  reply: Table<unknown>;
  settings: ServiceSettings;
}

/** Makes a generated interface S out of its method table: each method when it is first asked for, since few of them are. */
export function makeService<S extends object>(
  rows: readonly string[],
  tables: TableSource,
  settings: ServiceSettings,
): S {
  const [servicePath, ...methods] = rows;
  const made: Record<PropertyKey, unknown> = {};
  return new Proxy(made, {
    get(_, key) {
      if (key in made || typeof key === 'symbol') return made[key];
      const name = key.charAt(0).toUpperCase() + key.slice(1);
      const row = methods.find((candidate) => candidate.startsWith(`${name} `));
      if (row !== undefined) made[key] = makeMethod(row, servicePath, tables, settings);
      return made[key];
    },
  }) as S;
}

function makeMethod(
  row: string,
  servicePath: string | undefined,
  tables: TableSource,
  settings: ServiceSettings,
): (message: Init<unknown>, call?: Call) => unknown {
  const [name = '', request = '', reply = ''] = row.split(' ');
  const streams = reply.startsWith('*');
  const bind = (): Bound => ({
    method: { name, path: `/${servicePath}/${name}` },
    request: tables.byName(request),
    reply: tables.byName(streams ? reply.slice(1) : reply),
    settings,
  });
  return streams
    ? (message, call = {}) => callStream(bind(), message, call)
    : (message, call = {}) => callUnary(bind(), message, call);
}

async function callUnary(bound: Bound, message: Init<unknown>, call: Call): Promise<unknown> {
  const { method, settings } = bound;
  const sent = callSettings(settings, call, settings.timeoutMs);
  settings.trace?.(`${method.name} ${shownRequest(bound, message)}`);
  const request = encode(bound.request, message);
  const decoder = pieceDecoder(bound.reply, call.mask);
  let replyBytes = 0;
  const onPiece = (piece: Uint8Array): void => {
    replyBytes += piece.length;
    decoder.push(piece);
  };
  try {
    // A call that is tried again has not got any reply before.
    const asked = { ...sent, onPiece };
    onPiece(await settings.attempt(() => settings.transport.unary(method.path, request, asked), sent.signal));
  } catch (error) {
    throw await settings.translate(error, method, sent);
  }
  settings.trace?.(`${method.name} answered with ${replyBytes} bytes`);
  const reply = decoder.finish();
  settings.check?.(method, message, reply, call);
  return reply;
}

async function* callStream(bound: Bound, message: Init<unknown>, call: Call): AsyncGenerator<unknown> {
  const { method, settings } = bound;
  const sent = callSettings(settings, call, 0);
  settings.trace?.(`${method.name} ${shownRequest(bound, message)}`);
  const messages = settings.transport
    .serverStream(method.path, encode(bound.request, message), sent)
    [Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await translated(messages.next(), bound, sent);
      if (next.done === true) return;
      yield decode(bound.reply, next.value, call.mask);
    }
  } finally {
    // Reached too when the caller leaves its loop: that cancels the call.
    await messages.return?.();
  }
}

async function translated<T>(step: Promise<T>, bound: Bound, sent: CallSettings): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw await bound.settings.translate(error, bound.method, sent);
  }
}

function callSettings(settings: ServiceSettings, call: Call, timeoutMs: number): CallSettings {
  return {
    timeoutMs: call.timeoutMs ?? timeoutMs,
    signal: call.signal ?? settings.signal,
    metadata: settings.metadata,
  };
}

function shownRequest(bound: Bound, message: Init<unknown>): string {
  return JSON.stringify(toJson(bound.request, message, { hideSecrets: true }));
}
