import { type Check, type Finding, findingsOf } from '../finding.ts';
import { parseJson } from '../walk.ts';

const { ok, warn, fail } = findingsOf('runtime.conditions');

/** What to do about what containerd calls deprecated, by its own names. */
const deprecations: Readonly<Record<string, string>> = {
  'cri-default-runtime': 'replace default_runtime by an entry below containerd.runtimes and default_runtime_name',
  'cri-runtime-engine': 'replace runtime_engine by options.BinaryName of the runtime',
  'cri-runtime-root': 'replace runtime_root by options.Root of the runtime',
  'cri-registry-mirrors': 'replace registry.mirrors by registry.config_path and hosts.toml files',
  'cri-registry-configs': 'replace registry.configs by registry.config_path and hosts.toml files',
  'cri-registry-auths': 'replace registry.auths by image pull secrets',
  'cri-api-v1alpha2': 'upgrade the client that still asks for CRI v1alpha2',
};

export const check: Check = {
  id: 'runtime.conditions',
  group: 'runtime',
  title: 'does the runtime call itself ready?',
  needs: 'runtime',
  async run(facts) {
    const unit = await facts.unit();
    const conditions = (await facts.status()).status?.conditions ?? [];
    const findings = conditions.flatMap(({ type, status, reason, message }): Finding[] => {
      if (status) return [];
      if (type === 'NetworkReady') {
        return [fail('network', `NetworkReady is false: ${message || reason}`, { next: ['crix doctor network'] })];
      }
      if (type === 'RuntimeReady') {
        return [
          fail('runtime', `RuntimeReady is false: ${message || reason}`, { next: [`systemctl restart ${unit}`] }),
        ];
      }
      if (type.endsWith('HasNoDeprecationWarnings')) return [deprecated(message)];
      return [warn('other', `${type} is false: ${message || reason}`)];
    });
    return findings.length > 0 ? findings : [ok(conditions.map(({ type }) => `${type} is true`).join(', '))];
  },
};

function deprecated(message: string): Finding {
  const texts = parseJson(message);
  const names = typeof texts === 'object' && texts !== null ? Object.keys(texts) : [];
  const ids = names.map((name) => name.replace('io.containerd.deprecation/', ''));
  const steps = ids.map((id) => deprecations[id] ?? `read about ${id} in containerd's release notes`);
  return warn('deprecated', `containerd warns of what is deprecated: ${ids.join(', ') || message}`, {
    why: 'the next version ignores it or does not start',
    next: [...steps, 'systemctl restart containerd'],
  });
}
