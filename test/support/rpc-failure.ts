const codes = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** A call that the scripted runtime answers with a gRPC status. */
export class RpcFailure extends Error {
  readonly code: number;

  /** `code` is the status's name, such as NOT_FOUND. */
  constructor(code: string, details: string) {
    super(details);
    this.name = 'RpcFailure';
    this.code = codes.indexOf(code);
    if (this.code < 0) {
      throw new Error(`gRPC has no status ${code}`);
    }
  }
}

export function unimplemented(rpc: string): RpcFailure {
  return new RpcFailure('UNIMPLEMENTED', `unknown method ${rpc}`);
}
