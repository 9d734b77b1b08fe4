import { nodeBinding } from '../../node-binding.ts';
import { type ByteSocket, type Connect, refusalOf, type SocketEvents } from './socket.ts';

function errnoOf(status: number): string | undefined {
  const name = nodeBinding('uv')?.errname(status) ?? `errno ${-status}`;
  return name === 'EOF' ? undefined : name;
}

/** One read buffer per socket instead of a new one per chunk: a 16 MB reply then leaves no garbage behind. */
const readBufferBytes = 256 * 1024;

/** Node's socket without node:net: a third of the time that a list takes beyond Node's own start. Undefined: it is not to be had. */
export function pipeConnect(): Connect | undefined {
  const [pipes, streams] = [nodeBinding('pipe_wrap'), nodeBinding('stream_wrap')];
  if (typeof pipes?.Pipe !== 'function' || typeof pipes.PipeConnectWrap !== 'function') return undefined;
  if (typeof streams?.WriteWrap !== 'function') return undefined;
  const { Pipe, PipeConnectWrap, constants } = pipes;
  const { WriteWrap, streamBaseState, kReadBytesOrError } = streams;
  const isComplete =
    typeof Pipe.prototype.useUserBuffer === 'function' && typeof Pipe.prototype.writeBuffer === 'function';
  if (!isComplete || streamBaseState?.[kReadBytesOrError] === undefined) return undefined;

  return (path: string, events: SocketEvents): ByteSocket => {
    const handle = new Pipe(constants.SOCKET);
    const buffer = Buffer.allocUnsafeSlow(readBufferBytes);
    const unsent: Uint8Array[] = [];
    let isOpen = false;
    let isOver = false;

    const close = (status: number): void => {
      if (isOver) return;
      isOver = true;
      handle.close();
      const errno = errnoOf(status);
      // Also waits a turn: what fails at once is reported after the caller knows the socket.
      const cause = Promise.resolve(errno === 'ECONNREFUSED' ? refusalOf(path) : errno);
      void cause.catch(() => errno).then((known) => events.closed(known));
    };
    const send = (bytes: Uint8Array): void => {
      const request = new WriteWrap();
      request.buffer = bytes;
      request.oncomplete = (status) => {
        if (status < 0) close(status);
      };
      const status = handle.writeBuffer(request, bytes);
      if (status < 0) close(status);
    };
    handle.useUserBuffer(buffer);
    handle.onread = () => {
      const count = streamBaseState[kReadBytesOrError] ?? 0;
      if (isOver || count === 0) return;
      if (count < 0) close(count);
      else events.received(buffer.subarray(0, count));
    };
    const request = new PipeConnectWrap();
    request.oncomplete = (status) => {
      if (isOver) return;
      if (status < 0) {
        close(status);
        return;
      }
      isOpen = true;
      events.opened();
      handle.readStart();
      for (const bytes of unsent.splice(0)) send(bytes);
    };
    const status = handle.connect(request, path);
    if (status < 0) close(status);

    return {
      write(bytes) {
        if (isOver) return;
        if (isOpen) send(bytes);
        else unsent.push(bytes);
      },
      backlog: () => (isOpen ? handle.writeQueueSize : unsent.reduce((sum, bytes) => sum + bytes.length, 0)),
      keepAlive: (on) => (on ? handle.ref() : handle.unref()),
      destroy() {
        if (isOver) return;
        isOver = true;
        handle.close();
      },
    };
  };
}
