import type { CallEvents } from './call.ts';
import { Connection, type OpenCall } from './connection.ts';
import type { HeaderField } from './hpack.ts';
import { localConnect } from './local-connect.ts';
import { frameMessage } from './messages.ts';
import type { Connect } from './socket.ts';
import { type CallSettings, RpcError, type Transport } from './transport.ts';

/**
 * gRPC over a local socket by our own small HTTP/2: loading grpc-js alone takes longer than a whole `crix ps` may.
 * docs/decisions/0003-lean-path.md says what that costs. @param how the socket is made, if not as fast as this runtime can
 */
export function leanTransport(path: string, how?: Connect): Transport {
  let connection: Connection | undefined;
  let connect = how;
  /** Settled when the connection is there and what waited for it was sent. A local socket never takes long. */
  let opened = Promise.resolve();

  function connected(connectTo: Connect): Connection {
    return new Connection((to, events) => {
      let settle: () => void = () => undefined;
      opened = new Promise((resolve) => {
        settle = resolve;
      });
      const onOpened = (): void => {
        events.opened();
        settle();
      };
      return connectTo(to, { ...events, opened: onOpened });
    }, path);
  }

  async function start(
    method: string,
    request: Uint8Array,
    settings: CallSettings,
    events: CallEvents,
  ): Promise<OpenCall> {
    const { signal, timeoutMs = 0 } = settings;
    if (signal?.aborted) throw cancelled();
    const body = frameMessage(request);
    connect ??= await localConnect();
    if (!connection?.isUsable()) connection = connected(connect);

    const onAbort = (): void => open.cancel(cancelled());
    const tooLate = (): RpcError => new RpcError(4, `no answer within ${timeoutMs} ms`);
    // Not performance.now(), for which Node loads a millisecond's worth of modules; only a message hangs on it.
    const startedAt = Date.now();
    // The server knows the deadline too and may be the first to give up, with a bare reset.
    const isLate = (error: RpcError | undefined): boolean =>
      error?.code === 1 && timeoutMs > 0 && Date.now() - startedAt >= timeoutMs - 1;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    // Not before the request has left: what Node does for a first timer is then done while the server works.
    if (timeoutMs > 0)
      void opened.then(() => {
        if (!isOver) timer = setTimeout(() => open.cancel(tooLate()), Math.min(timeoutMs, maxTimerMs));
      });
    signal?.addEventListener('abort', onAbort);
    const open = connection.start(headersOf(method, timeoutMs, settings.metadata), body, {
      ...events,
      ended(error) {
        isOver = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        events.ended(isLate(error) && !signal?.aborted ? tooLate() : error);
      },
    });
    return open;
  }
  return {
    unary: (method, request, settings) => unary(settings.onPiece, (events) => start(method, request, settings, events)),
    serverStream: (method, request, settings) => stream((events) => start(method, request, settings, events)),
    close: () => connection?.close(cancelled),
  };
}

type Start = (events: CallEvents) => Promise<OpenCall>;

/** Timers hold 31 bits; three weeks are as good as forever. */
const maxTimerMs = 2 ** 31 - 1;

function cancelled(): RpcError {
  return new RpcError(1, 'the call was cancelled');
}

function unary(piece: CallSettings['onPiece'], start: Start): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let reply: Uint8Array | undefined;
    let count = 0;
    const ended = (error?: RpcError): void => {
      if (error !== undefined) reject(error);
      else if (reply === undefined || count > 1)
        reject(new RpcError(13, `the server sent ${count} replies instead of one`));
      else resolve(reply);
    };
    const message = (bytes: Uint8Array): void => {
      count += 1;
      reply = bytes;
    };
    start({ message, piece, ended, isHungry: () => true }).catch(reject);
  });
}

async function* stream(start: Start): AsyncGenerator<Uint8Array, void, undefined> {
  const messages: Uint8Array[] = [];
  let end: { error: RpcError | undefined } | undefined;
  let wake: () => void = () => undefined;
  const call = await start({
    message(bytes) {
      messages.push(bytes);
      wake();
    },
    ended(error) {
      end = { error };
      wake();
    },
    isHungry: () => messages.length === 0,
  });
  try {
    for (;;) {
      const next = messages.shift();
      if (next !== undefined) {
        if (messages.length === 0) call.resume();
        yield next;
      } else if (end !== undefined) {
        if (end.error !== undefined) throw end.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    call.cancel(cancelled());
  }
}

function headersOf(method: string, timeoutMs: number, metadata: CallSettings['metadata']): HeaderField[] {
  const fields: HeaderField[] = [
    [':method', 'POST'],
    [':scheme', 'http'],
    [':path', method],
    // Strict servers refuse an authority made from the socket's path.
    [':authority', 'localhost'],
    ['content-type', 'application/grpc'],
    ['te', 'trailers'],
    ['user-agent', 'crix'],
  ];
  if (timeoutMs > 0) fields.push(['grpc-timeout', grpcTimeout(timeoutMs)]);
  for (const [name, value] of Object.entries(metadata ?? {})) fields.push([name, value]);
  return fields;
}

/** At most eight digits and a unit. */
function grpcTimeout(timeoutMs: number): string {
  return timeoutMs < 1e8 ? `${Math.ceil(timeoutMs)}m` : `${Math.min(99_999_999, Math.ceil(timeoutMs / 1000))}S`;
}
