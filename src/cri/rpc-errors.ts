import { CrixError, type ErrorFacts, type ErrorKind } from '../errors.ts';
import { connectError, type Endpoint } from './endpoint.ts';
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

/** The error to show for what a transport threw. */
export function toCrixError(thrown: unknown, method: Method, settings: CallSettings, endpoint: Endpoint): unknown {
  if (settings.signal?.aborted === true) return cancellation(settings.signal);
  if (!(thrown instanceof RpcError)) return thrown;
  if (thrown.errno !== undefined) return connectError(endpoint, thrown.errno);
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

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
