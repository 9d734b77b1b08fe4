import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';

const parents = { systemd: 'system.slice', cgroupfs: '/crix' } as const;

/** Where the cgroups of pods that crix makes go: each driver knows one way of writing it only. */
export async function podCgroupParent(runtime: RuntimeService): Promise<string> {
  return parents[(await usesSystemd(runtime)) ? 'systemd' : 'cgroupfs'];
}

async function usesSystemd(runtime: RuntimeService): Promise<boolean> {
  try {
    return (await runtime.runtimeConfig({})).linux?.cgroupDriver === 'SYSTEMD';
  } catch (error) {
    if (!(error instanceof CrixError) || error.kind === 'cancelled') throw error;
    // containerd before 2.0 has no such call.
    const { info } = await runtime.status({ verbose: true });
    return saysSystemd(info['config'] ?? '{}');
  }
}

interface RuntimeTable {
  readonly options?: { readonly SystemdCgroup?: boolean };
}

interface CriConfig {
  readonly systemdCgroup?: boolean;
  readonly containerd?: {
    readonly defaultRuntimeName?: string;
    readonly runtimes?: Readonly<Record<string, RuntimeTable>>;
  };
}

function saysSystemd(text: string): boolean {
  try {
    const { systemdCgroup, containerd } = JSON.parse(text) as CriConfig;
    const handler = containerd?.runtimes?.[containerd.defaultRuntimeName ?? 'runc'];
    return systemdCgroup === true || handler?.options?.SystemdCgroup === true;
  } catch {
    return false;
  }
}
