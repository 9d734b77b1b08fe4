import { join } from 'node:path';
import { settings } from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { readToml } from '../toml.ts';
import { objectAt, textAt } from '../walk.ts';

const { ok, warn, fail, skipped } = findingsOf('runtime.registry');

export const check: Check = {
  id: 'runtime.registry',
  group: 'runtime',
  title: 'are registries and mirrors configured in a way that works?',
  async run(facts) {
    const config = await facts.config();
    if (config.text === undefined || config.error !== undefined) return [skipped('there is no file to read')];
    const registry = objectAt(settings.registry(config));
    const folder = textAt(registry, 'config_path');
    const old = ['mirrors', 'configs', 'auths'].filter((key) => Object.keys(objectAt(registry, key)).length > 0);
    const findings = [...oldKeys(config.path, old, folder), ...(folder === undefined ? [] : hostFiles(facts, folder))];
    if (findings.length > 0) return findings;
    return [ok(folder === undefined ? 'nothing is set' : `hosts.toml files below ${folder}`)];
  },
};

function oldKeys(path: string, old: readonly string[], folder: string | undefined): Finding[] {
  if (old.length === 0) return [];
  const keys = old.map((key) => `registry.${key}`).join(' and ');
  if (folder !== undefined && old.some((key) => key !== 'auths')) {
    return [
      fail('conflict', `${path} has ${keys} and also registry.config_path`, {
        why: 'the CRI plugin does not start with both',
        next: [`move ${keys} from ${path} to hosts.toml files below ${folder}`, 'systemctl restart containerd'],
      }),
    ];
  }
  return [
    warn('deprecated', `${path} has ${keys}`, {
      why: 'deprecated: a later containerd will not read it',
      next: [
        `set registry.config_path in ${path} and write /etc/containerd/certs.d/HOST/hosts.toml for each`,
        'systemctl restart containerd',
      ],
    }),
  ];
}

/** A hosts.toml that cannot be read is only logged: the registry's own host is used instead of the mirror. */
function hostFiles(facts: Facts, folders: string): Finding[] {
  return folders.split(':').flatMap((folder) => {
    // The folder may be named by the config of a daemon that runs here, or of another machine.
    const host = facts.sources.containerdConfig === undefined && facts.looksAtRuntime ? facts.machine : facts.host;
    return (host.list(folder) ?? []).flatMap((name) => {
      const path = join(folder, name, 'hosts.toml');
      const reading = readToml(host.read(path) ?? '');
      if ('document' in reading) return [];
      return [
        fail('hosts', `${path}, line ${reading.line}, is no TOML: ${reading.message}`, {
          why: `containerd only logs this and pulls from ${name} itself instead of its mirror`,
          next: [`sed -n ${reading.line ?? 1}p ${path}`, 'correct that line; no restart is needed'],
        }),
      ];
    });
  });
}
