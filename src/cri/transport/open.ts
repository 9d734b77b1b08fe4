import type { Endpoint } from '../endpoint.ts';
import type { Transport } from './transport.ts';

/**
 * The transport for an endpoint: our own for local sockets, grpc-js for the rest, and for all when `forceFull` (CRIX_FULL=1)
 * asks for it. Connects on the first call. grpc-js is only loaded where it is used.
 */
export async function openTransport(endpoint: Endpoint, { forceFull = false } = {}): Promise<Transport> {
  if (endpoint.kind === 'local' && !forceFull) {
    const { leanTransport } = await import('./lean.ts');
    return leanTransport(endpoint.path);
  }
  const { grpcTransport } = await import('./grpc.ts');
  return grpcTransport(endpoint);
}
