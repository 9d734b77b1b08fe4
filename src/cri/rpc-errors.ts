import { CrixError, type ErrorFacts, type ErrorKind } from '../errors.ts';
import type { Method } from './service.ts';
import { type CallSettings, RpcError } from './transport/transport.ts';

/** The names of the gRPC status codes, by number, as Go spells them. */
const codeNames = [
  'OK',
  'Canceled',
  'Unknown',
  'InvalidArgument',
  'DeadlineExceeded',
  'NotFound',
  'AlreadyExists',
  'PermissionDenied',
  'ResourceExhausted',
  'FailedPrecondition',
  'Aborted',
  'OutOfRange',
  'Unimplemented',
  'Internal',
  'Unavailable',
  'DataLoss',
  'Unauthenticated',
] as const;

const kinds: Readonly<Record<string, ErrorKind>> = { NotFound: 'not-found', Unimplemented: 'unsupported' };

const socketTroubles: Readonly<Record<string, { text: string; hint: string }>> = {
  ENOENT: { text: 'no such file or directory', hint: 'check the endpoint, and that the runtime runs' },
  ECONNREFUSED: { text: 'connection refused', hint: 'nobody listens there: is the runtime running?' },
  EACCES: { text: 'permission denied', hint: 'run as root' },
  EPERM: { text: 'permission denied', hint: 'run as root' },
  ENOTFOUND: { text: 'no such host', hint: 'check the endpoint' },
};

/** The error to show for what a transport threw. */
export function toCrixError(thrown: unknown, method: Method, settings: CallSettings, endpoint: string): unknown {
  if (settings.signal?.aborted === true) return cancellation(settings.signal);
  if (!(thrown instanceof RpcError)) return thrown;
  if (thrown.errno !== undefined) return socketError(thrown, thrown.errno, endpoint);
  const code = codeNames[thrown.code] ?? `code ${thrown.code}`;
  const facts: ErrorFacts = { code, cause: thrown };
  const details = oneLine(thrown.details);
  if (code === 'DeadlineExceeded') {
    const limit = settings.timeoutMs ? ` within ${settings.timeoutMs / 1000}s` : '';
    return new CrixError('runtime', `${method.name} did not finish${limit}: ${details} (${code})`, {
      ...facts,
      hint: 'raise --timeout',
    });
  }
  // Unknown says nothing that the text does not.
  return new CrixError(
    kinds[code] ?? 'runtime',
    `${method.name}: ${details}${code === 'Unknown' ? '' : ` (${code})`}`,
    facts,
  );
}

/** True when the request cannot have reached anybody, so that sending it again does no harm. */
export function neverArrived(thrown: unknown): boolean {
  return thrown instanceof RpcError && (thrown.errno === 'ENOENT' || thrown.errno === 'ECONNREFUSED');
}

export function isUnimplemented(thrown: unknown): boolean {
  return thrown instanceof RpcError && codeNames[thrown.code] === 'Unimplemented';
}

function cancellation(signal: AbortSignal): unknown {
  return signal.reason instanceof CrixError
    ? signal.reason
    : new CrixError('cancelled', 'cancelled', { cause: signal.reason });
}

function socketError(thrown: RpcError, errno: string, endpoint: string): CrixError {
  const trouble = socketTroubles[errno];
  const text = trouble?.text ?? `${oneLine(thrown.details)} (${errno})`;
  const facts: ErrorFacts = { code: 'Unavailable', cause: thrown };
  if (trouble !== undefined) facts.hint = trouble.hint;
  return new CrixError('connect', `cannot connect to ${endpoint}: ${text}`, facts);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
