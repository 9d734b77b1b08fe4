/** What went wrong, as a word that cli/exit.ts turns into an exit status. */
export type ErrorKind =
  | 'usage' // the words typed are wrong; nothing was asked of the runtime
  | 'not-found'
  | 'ambiguous' // a name or prefix that fits several objects
  | 'connect' // no runtime could be reached
  | 'runtime' // the runtime answered with an error
  | 'unsupported' // this runtime, or CRI itself, cannot do it
  | 'cancelled' // Ctrl-C or another signal
  | 'remote-exit' // the command in the container ended with `status`
  | 'failure'; // anything else that is not our bug

export interface ErrorFacts {
  /** One line: what to do next, such as the exact command to try. */
  hint?: string;
  /** gRPC status name, such as NotFound, when a runtime answered. */
  code?: string;
  /** Exit status where the kind alone does not decide it: remote exits, docker's 125 to 127, 128 + signal. */
  status?: number;
  cause?: unknown;
}

/** Every expected failure. `message` is one line, lower case, naming the object and the action. */
export class CrixError extends Error {
  readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly code: string | undefined;
  readonly status: number | undefined;

  constructor(kind: ErrorKind, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'CrixError';
    this.kind = kind;
    this.hint = facts.hint;
    this.code = facts.code;
    this.status = facts.status;
  }
}

export function usageError(message: string, hint?: string): CrixError {
  return new CrixError('usage', message, hint === undefined ? {} : { hint });
}

/** The one-line text of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
