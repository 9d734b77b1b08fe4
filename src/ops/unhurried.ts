import type { RuntimeService } from '../cri/api.ts';

/** Longer than removing a container and its pod takes. */
const tidyTimeoutMs = 60_000;

/** The same runtime for what has to be done even after a command was interrupted: its calls do not end with the command's signal. */
export function unhurried(runtime: RuntimeService): RuntimeService {
  return new Proxy(runtime, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (request: unknown, call: object = {}) =>
        method.call(target, request, { signal: AbortSignal.timeout(tidyTimeoutMs), ...call });
    },
  });
}
