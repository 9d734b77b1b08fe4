/** A byte stream to a local socket, the little that the lean transport needs of one. Two makings: Node's and Bun's. */
export interface ByteSocket {
  /** The bytes must not change afterwards. */
  write(bytes: Uint8Array): void;
  /** Bytes accepted by `write` that the kernel has not taken yet. */
  backlog(): number;
  /** Whether the open socket alone keeps the program alive. */
  keepAlive(on: boolean): void;
  /** Closes at once; no event follows. */
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

/**
 * The fastest local socket that this runtime has. Each making is imported when it is needed, so that neither is paid for by
 * a command that does not connect.
 */
export async function localConnect(): Promise<Connect> {
  if ('Bun' in globalThis) return (await import('./socket-bun.ts')).connect;
  return (await import('./socket-node.ts')).connect;
}
