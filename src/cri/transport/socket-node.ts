import { connect as netConnect } from 'node:net';
import { type ByteSocket, refusalOf, type SocketEvents } from './socket.ts';

/** One read buffer per socket instead of a new one per chunk: a 16 MB reply then leaves no garbage behind. */
const readBufferBytes = 256 * 1024;

export function connect(path: string, events: SocketEvents): ByteSocket {
  let errno: string | undefined;
  const buffer = Buffer.allocUnsafeSlow(readBufferBytes);
  const onread = {
    buffer,
    callback(count: number): boolean {
      events.received(buffer.subarray(0, count));
      return true;
    },
  };
  const socket = netConnect({ path, onread });
  socket.on('connect', () => events.opened());
  socket.on('error', (error: NodeJS.ErrnoException) => {
    errno = error.code ?? 'EIO';
  });
  socket.on('close', async () => {
    events.closed(errno === 'ECONNREFUSED' ? await refusalOf(path) : errno);
  });
  return {
    write: (bytes) => void socket.write(bytes),
    backlog: () => socket.writableLength,
    keepAlive: (on) => void (on ? socket.ref() : socket.unref()),
    // Not at once: it costs a millisecond, and a program that ends next does not need it.
    destroy: () => void setImmediate(() => socket.destroy()),
  };
}
