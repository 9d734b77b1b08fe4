import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Sink } from './define.ts';

/**
 * A Sink for long streams. Writing to a full pipe blocks the whole program: no signal would be noticed and no input moved until
 * the reader goes on. A pipe is therefore opened anew, non-blocking: the flag then holds for our own end of it and not for
 * every program that shares it with us. `plain` serves all else: files do not block, and a stopped terminal starts again on Ctrl-C.
 */
export function flowingSink(fd: 1 | 2, plain: Sink, onClosed: () => void): Sink {
  const socket = openPipe(fd);
  if (socket === undefined) return plain;
  let isClosed = false;
  socket.on('error', () => {
    if (isClosed) return;
    isClosed = true;
    onClosed();
  });
  return {
    isTerminal: false,
    get isClosed() {
      return isClosed;
    },
    size: plain.size,
    write: (chunk) =>
      new Promise((resolve) => {
        if (isClosed) resolve();
        else socket.write(chunk, () => resolve());
      }),
  };
}

function openPipe(fd: 1 | 2): Socket | undefined {
  // Bun cannot write to a socket made from a descriptor.
  if (!fstatSync(fd).isFIFO() || 'Bun' in globalThis) return undefined;
  let own: number | undefined;
  try {
    own = openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
    return new Socket({ fd: own, readable: false, writable: true });
  } catch {
    // No /proc, or the pipe belongs to another user.
    if (own !== undefined) closeSync(own);
    return undefined;
  }
}
