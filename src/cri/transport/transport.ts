/** One way to carry gRPC calls to a socket. Two makings: lean.ts (local sockets) and grpc.ts (everything else). */
export interface Transport {
  /** @throws RpcError */
  unary(path: string, request: Uint8Array, call: CallSettings): Promise<Uint8Array>;
  /** Messages as they arrive; leaving the loop cancels the call. @throws RpcError */
  serverStream(path: string, request: Uint8Array, call: CallSettings): AsyncIterable<Uint8Array>;
  close(): void;
}

export interface CallSettings {
  /** Milliseconds from now; absent or 0: no deadline. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /**
   * For unary calls: gets the reply's bytes as they arrive, valid only during the call, so that a large reply need not lie in
   * memory as a whole. What the call returns is what was not given here: nothing, or all where a transport cannot do this.
   * Must not throw.
   */
  onPiece?: ((piece: Uint8Array) => void) | undefined;
  /** Extra request headers, such as containerd-namespace. Lower-case names. */
  metadata?: Readonly<Record<string, string>> | undefined;
}

/** A call that ended with a gRPC status other than OK. `code` is the number of the gRPC specification. */
export class RpcError extends Error {
  readonly code: number;
  readonly details: string;
  /** errno name (ENOENT, EACCES, ECONNREFUSED) when the socket itself failed. */
  readonly errno: string | undefined;

  constructor(code: number, details: string, errno?: string) {
    super(details);
    this.name = 'RpcError';
    this.code = code;
    this.details = details;
    this.errno = errno;
  }
}
