import type { CriState, Plugin } from './api.ts';
import type { Introspection } from './gen/services.ts';

const services = 'io.containerd.grpc.v1';
/** containerd 2 has what does the work in plugins of its own. */
const parts = 'io.containerd.cri.v1';

export async function listPlugins(introspection: Introspection): Promise<Plugin[]> {
  const { plugins } = await introspection.plugins({});
  return plugins.map(({ type, id, initErr }) => ({ type, id, initError: initErr?.message }));
}

/** Plugins that are disabled are not listed at all. */
export function criStateOf(plugins: readonly Plugin[]): CriState {
  const cri = plugins.filter(({ type, id }) => type === parts || (type === services && id === 'cri'));
  if (!cri.some(({ type }) => type === services)) return { state: 'disabled' };
  const failed = cri.filter(({ initError }) => initError !== undefined);
  return failed.length > 0 ? { state: 'failed', failed } : { state: 'loaded' };
}
