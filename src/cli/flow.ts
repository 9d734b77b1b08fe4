import { closeSync, constants, fstatSync, openSync, write } from 'node:fs';
import { Socket } from 'node:net';
import type { Sink } from './define.ts';

/** Writes everything, however long that takes. @throws what the descriptor said */
type Write = (bytes: Uint8Array) => Promise<void>;

/**
 * A Sink for long streams. Writing to a full pipe blocks the whole program: no signal would be noticed and no input moved until
 * the reader goes on. `plain` serves all but pipes: files do not block, and a stopped terminal starts again on Ctrl-C.
 */
export function flowingSink(fd: 1 | 2, plain: Sink, onClosed: () => void): Sink {
  if (!fstatSync(fd).isFIFO()) return plain;
  const writeAll = 'Bun' in globalThis ? inThread(fd) : nonBlocking(fd);
  if (writeAll === undefined) return plain;
  let isClosed = false;
  return {
    isTerminal: false,
    get isClosed() {
      return isClosed;
    },
    size: plain.size,
    async write(chunk) {
      if (isClosed) return;
      try {
        await writeAll(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      } catch {
        isClosed = true;
        onClosed();
      }
    },
  };
}

/** The pipe is opened anew: the non-blocking flag then holds for our own end of it and not for all who share it with us. */
function nonBlocking(fd: number): Write | undefined {
  let own: number | undefined;
  try {
    own = openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
    const socket = new Socket({ fd: own, readable: false, writable: true });
    // The failed write tells it too.
    socket.on('error', () => {});
    return (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
  } catch {
    // No /proc, or the pipe belongs to another user.
    if (own !== undefined) closeSync(own);
    return undefined;
  }
}

/** Bun cannot make a socket of a descriptor, but unlike Node it ends while one of its threads is still blocked. */
function inThread(fd: number): Write {
  const writeOnce = (bytes: Uint8Array): Promise<number> =>
    new Promise((resolve, reject) => {
      write(fd, bytes, (error, count) => (error ? reject(error) : resolve(count)));
    });
  return async (bytes) => {
    for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(await writeOnce(rest));
  };
}
