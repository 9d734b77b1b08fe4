/** A byte stream to a local socket, the little that the lean transport needs of one. Two makings: Node's and Bun's. */
export interface ByteSocket {
  /** The bytes must not change afterwards. */
  write(bytes: Uint8Array): void;
  /** Bytes accepted by `write` that the kernel has not taken yet. */
  backlog(): number;
  /** Whether the open socket alone keeps the program alive. */
  keepAlive(on: boolean): void;
  /** Closes; an event that still follows means nothing. */
  destroy(): void;
}

export interface SocketEvents {
  opened(): void;
  /** The chunk is only valid during the call: its memory is used again. */
  received(chunk: Uint8Array): void;
  /** Once, also when connecting fails. `errno` is a name such as ENOENT; absent when the peer closed in good order. */
  closed(errno?: string): void;
}

export type Connect = (path: string, events: SocketEvents) => ByteSocket;

/** Linux refuses a plain file or a folder with the same errno as a socket that nobody serves; ENOTSOCK tells them apart. */
export async function refusalOf(path: string): Promise<string> {
  // Old versions of Node fill an abstract name up with NULs, and nobody listens there: they cannot reach such a socket.
  if (path.startsWith('\0')) return (await isServed(path)) ? 'EADDRNOTAVAIL' : 'ECONNREFUSED';
  const { statSync } = await import('node:fs');
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined || stat.isSocket() ? 'ECONNREFUSED' : 'ENOTSOCK';
}

/** Whether a program of this network namespace listens there, by the name that it bound. */
export async function isServed(path: string): Promise<boolean> {
  const { existsSync, readFileSync } = await import('node:fs');
  const list = '/proc/net/unix';
  if (!existsSync(list)) return false;
  // Number, references, protocol, flags (a listener's are 00010000), type, state, inode, name.
  const name = path.startsWith('\0') ? `@${path.slice(1)}` : path;
  const isListener = (line: string): boolean => line.endsWith(` ${name}`) && line.split(' ')[3] === '00010000';
  return readFileSync(list, 'utf8').split('\n').some(isListener);
}
