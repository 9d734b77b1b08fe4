import { CrixError } from '../../errors.ts';
import { startFailure } from '../../stream/status.ts';

/** A container that does not start, with docker's 126 or 127 where its program is the reason. */
export function startFailureOf(error: unknown): unknown {
  if (!(error instanceof CrixError) || error.kind !== 'runtime') return error;
  const failure = startFailure(error.message);
  if (failure.kind !== 'failure' || failure.code === undefined) return error;
  return new CrixError('remote-exit', failure.message, { status: failure.code, cause: error });
}
