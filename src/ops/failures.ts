import { CrixError } from '../errors.ts';

/** Says what was attempted in front of what the runtime answered. Cancellations and lost connections stay as they are. */
export function failedTo(action: string, error: unknown, hints: { deadline?: string } = {}): unknown {
  if (!(error instanceof CrixError) || error.kind === 'cancelled' || error.kind === 'connect') return error;
  const hint = (error.code === 'DeadlineExceeded' ? hints.deadline : undefined) ?? error.hint ?? hintFor(error.message);
  return new CrixError(error.kind, `cannot ${action}: ${error.message}`, {
    ...(hint === undefined ? {} : { hint }),
    ...(error.code === undefined ? {} : { code: error.code }),
    cause: error,
  });
}

/** True when somebody or a deadline ended the call: what the runtime did by then is unknown. */
export function wasInterrupted(error: unknown): boolean {
  if (!(error instanceof CrixError)) return false;
  return error.kind === 'cancelled' || error.code === 'DeadlineExceeded' || error.code === 'Canceled';
}

/**
 * containerd answers all of these with the code Unknown, so its words are all there is to go by. Nothing but the hint hangs on
 * them.
 */
function hintFor(message: string): string | undefined {
  const hints: readonly [RegExp, string][] = [
    [/is reserved for/, 'something of this name is still there: remove it, or raise metadata.attempt'],
    [
      /cni plugin not initialized/i,
      'put a CNI configuration back (in /etc/cni/net.d; loopback alone is enough) and try again',
    ],
    [/no runtime for .* is configured/, '`crix info` lists the runtime handlers'],
  ];
  return hints.find(([pattern]) => pattern.test(message))?.[1];
}
