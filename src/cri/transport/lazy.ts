import type { CallSettings, Transport } from './transport.ts';

/** A transport made by its first call; a failure to make it is that call's failure, and the next one tries again. */
export function lazyTransport(open: (path: string) => Promise<Transport>): Transport {
  let opened: Promise<Transport> | undefined;
  const get = (path: string): Promise<Transport> => {
    opened ??= open(path).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    async unary(path: string, request: Uint8Array, call: CallSettings) {
      return (await get(path)).unary(path, request, call);
    },
    async *serverStream(path: string, request: Uint8Array, call: CallSettings) {
      yield* (await get(path)).serverStream(path, request, call);
    },
    close() {
      opened?.then((transport) => transport.close()).catch(() => {});
    },
  };
}
