import { type ByteSocket, isServed, refusalOf, type SocketEvents } from './socket.ts';

/** The part of Bun's socket API used here; its node:net takes several times as long to connect. */
interface BunSocket {
  /** Bytes taken; the rest has to be offered again after `drain`. */
  write(bytes: Uint8Array): number;
  ref(): void;
  unref(): void;
  terminate(): void;
}
interface BunHandlers {
  open(socket: BunSocket): void;
  data(socket: BunSocket, chunk: Uint8Array): void;
  drain(socket: BunSocket): void;
  close(socket: BunSocket, error?: { code?: string }): void;
  error(socket: BunSocket, error: { code?: string }): void;
  connectError(socket: BunSocket, error: { code?: string }): void;
}
interface BunRuntime {
  gc(isSynchronous: boolean): void;
  connect(options: { unix: string; socket: BunHandlers }): Promise<BunSocket>;
}

/** Every chunk is new memory, which Bun does not count when it decides whether to collect garbage. */
const collectEveryBytes = 2 * 1024 * 1024;

/** Bun tells a runtime that accepts nobody any more like one that is gone. */
async function causeOf(path: string): Promise<string> {
  return (await isServed(path)) ? 'EAGAIN' : refusalOf(path);
}

export function connect(path: string, events: SocketEvents): ByteSocket {
  const { Bun } = globalThis as unknown as { Bun: BunRuntime };
  const unsent: Uint8Array[] = [];
  let socket: BunSocket | undefined;
  let isOver = false;
  let uncollectedBytes = 0;
  let isKeptAlive = true;

  const close = async (errno?: string): Promise<void> => {
    if (isOver) return;
    isOver = true;
    // Also waits a turn: Bun reports a missing file before connect() has returned, and the caller knows no socket yet.
    events.closed(await (errno === 'ECONNREFUSED' ? causeOf(path) : errno));
  };
  const flush = (): void => {
    for (let first = unsent[0]; socket !== undefined && first !== undefined; first = unsent[0]) {
      const taken = socket.write(first);
      if (taken < first.length) {
        if (taken > 0) unsent[0] = first.subarray(taken);
        return;
      }
      unsent.shift();
    }
  };
  const handlers: BunHandlers = {
    open(opened) {
      if (isOver) return opened.terminate();
      socket = opened;
      if (!isKeptAlive) opened.unref();
      events.opened();
      flush();
    },
    data(_, chunk) {
      if (isOver) return;
      events.received(chunk);
      uncollectedBytes += chunk.length;
      if (uncollectedBytes < collectEveryBytes) return;
      uncollectedBytes = 0;
      Bun.gc(false);
    },
    drain: flush,
    close: (_, error) => close(error?.code),
    error: (_, error) => close(error.code ?? 'EIO'),
    connectError: (_, error) => close(error.code ?? 'EIO'),
  };
  // Some failures arrive by the promise alone, some by connectError alone, some by both: the first counts.
  Bun.connect({ unix: path, socket: handlers }).catch((error: { code?: string }) => close(error.code ?? 'EIO'));

  return {
    write(bytes) {
      unsent.push(bytes);
      if (unsent.length === 1) flush();
    },
    backlog: () => unsent.reduce((sum, bytes) => sum + bytes.length, 0),
    keepAlive(on) {
      isKeptAlive = on;
      if (on) socket?.ref();
      else socket?.unref();
    },
    destroy() {
      isOver = true;
      socket?.terminate();
    },
  };
}
