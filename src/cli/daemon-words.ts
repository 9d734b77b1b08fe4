import { CrixError } from '../errors.ts';

/** A runtime that cannot be reached, in the words that scripts look for in docker's messages. Other errors stay as they are. */
export function inDaemonWords(error: unknown, endpoint: string | undefined): unknown {
  if (!(error instanceof CrixError) || error.kind !== 'connect') return error;
  const where = endpoint ?? 'any known socket';
  const message = `Cannot connect to the Docker daemon at ${where}. Is the docker daemon running?`;
  const hint = ['crix asks the container runtime in its place', error.message, error.hint];
  return new CrixError('connect', message, {
    hint: hint.filter((part) => part !== undefined).join('; '),
    cause: error,
  });
}
