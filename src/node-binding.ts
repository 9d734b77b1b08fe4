/** What is used of Node's C++ side, by the names that node:net and node:tty use it under. */
interface Bindings {
  tty_wrap: { isTTY(fd: number): boolean };
  pipe_wrap: {
    Pipe: { new (type: number): PipeHandle; prototype: PipeHandle };
    PipeConnectWrap: new () => { oncomplete: (status: number) => void };
    constants: { SOCKET: number };
  };
  stream_wrap: {
    WriteWrap: new () => WriteRequest;
    /** Where a read leaves its result, at the index `kReadBytesOrError`. */
    streamBaseState: ArrayLike<number>;
    kReadBytesOrError: number;
  };
  uv: { errname(status: number): string };
}

export interface WriteRequest {
  oncomplete: (status: number) => void;
  /** Keeps the bytes alive until libuv has sent them. */
  buffer?: Uint8Array;
}

/** A local socket. Calls return 0, or a negative errno. */
export interface PipeHandle {
  onread: () => void;
  /** Bytes that wait to be sent. */
  readonly writeQueueSize: number;
  connect(request: object, path: string): number;
  /** Reads go there instead of into new memory. */
  useUserBuffer(buffer: Uint8Array): void;
  readStart(): number;
  writeBuffer(request: WriteRequest, bytes: Uint8Array): number;
  ref(): void;
  unref(): void;
  close(): void;
}

/**
 * A part of Node's C++ side, without the JavaScript of node:net or node:tty around it, which takes longer to load than a list
 * may take as a whole. Undefined where there is no such thing: everyone who asks has another way.
 * docs/decisions/0022-node-bindings.md says what that is worth and what it risks.
 */
export function nodeBinding<N extends keyof Bindings>(name: N): Bindings[N] | undefined {
  const { noDeprecation } = process;
  try {
    // Node warns of it under --pending-deprecation, in the middle of what a script reads.
    process.noDeprecation = true;
    return (process as unknown as { binding(name: string): Bindings[N] }).binding(name);
  } catch {
    return undefined;
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}
