/** How a command in a container ended, as far as the runtime tells. */
export type Ending =
  | { readonly kind: 'success' }
  /** 128 + signal for a killed command: the runtime does not tell it from a plain exit with that number. */
  | { readonly kind: 'exit'; readonly code: number }
  /** It never ran, or the runtime failed. `code` is 126 or 127 where docker has one for it. */
  | { readonly kind: 'failure'; readonly message: string; readonly code?: 126 | 127 }
  /** The user typed the detach keys; the command goes on. */
  | { readonly kind: 'detached' }
  /**
   * The outputs have ended but the runtime will never send a status, because it is blocked on input that nobody reads any
   * more (docs/streaming.md). The command has ended; with what status, CRI does not say.
   */
  | { readonly kind: 'unknown' };

/** Reads what came on the error channel of protocol v4: a Kubernetes Status object. */
export function parseStatus(text: string): Ending {
  const status = readObject(text);
  if (status?.['status'] === 'Success') return { kind: 'success' };
  const message = typeof status?.['message'] === 'string' ? status['message'] : text.trim();
  const code = status?.['reason'] === 'NonZeroExitCode' ? exitCode(status) : undefined;
  return code === undefined ? startFailure(message) : { kind: 'exit', code };
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function exitCode(status: Record<string, unknown>): number | undefined {
  const details = status['details'] as { causes?: { reason?: unknown; message?: unknown }[] } | undefined;
  const cause = details?.causes?.find(({ reason }) => reason === 'ExitCode');
  const code = Number(cause?.message);
  return Number.isInteger(code) && code > 0 ? code : undefined;
}

/**
 * The runtime's text is all there is to tell "not found" from "not executable": the Status carries the same reason for both.
 * containerd before 2.0 ends it with ": unknown".
 */
export function startFailure(text: string): Ending {
  const message = shorten(text);
  // The folder is missing, not the program.
  if (text.includes('chdir to cwd')) return { kind: 'failure', message, code: 126 };
  if (/executable file not found|no such file or directory/.test(text)) return { kind: 'failure', message, code: 127 };
  if (/permission denied|is a directory|exec format error/.test(text)) return { kind: 'failure', message, code: 126 };
  return { kind: 'failure', message };
}

/** Leaves out the chain of layers that the error went through. */
function shorten(text: string): string {
  const start = text.lastIndexOf('unable to start container process: ');
  const tail = start < 0 ? text : text.slice(start + 'unable to start container process: '.length);
  return tail.replace(/: unknown$/, '');
}
