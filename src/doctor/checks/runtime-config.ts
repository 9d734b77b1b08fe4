import {
  type ConfigFile,
  type ContainerdConfig,
  criPluginIds,
  type Generation,
  pluginSection,
  sectionsRead,
} from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { withoutListed } from '../toml-edit.ts';
import { textsAt } from '../walk.ts';

const { ok, warn, fail, skipped } = findingsOf('runtime.config');

export const check: Check = {
  id: 'runtime.config',
  group: 'runtime',
  title: 'can containerd read its configuration, and does it read all of it?',
  async run(facts) {
    const config = await facts.config();
    if (config.path === '')
      return [skipped('which file it is started with is not known: name it with --containerd-config')];
    if (config.text === undefined) return [await missing(facts, config)];
    if (config.error !== undefined) return [unreadable(config)];
    if (config.text.trim() === '') {
      return [
        warn('empty', `${config.path} is empty`, {
          why: 'containerd uses its defaults',
          next: [`containerd config default > ${config.path}`],
        }),
      ];
    }
    const generation = await facts.generation();
    const files = [config, ...config.imports].filter(({ text, error }) => text !== undefined && error === undefined);
    const findings = files.flatMap((file) => [...versionFindings(file, generation), ...disabledCri(facts, file)]);
    return findings.length > 0 ? findings : [ok(`${config.path}, version ${config.version}`)];
  },
};

async function missing(facts: Facts, { path }: ContainerdConfig): Promise<Finding> {
  const isNamed = facts.sources.containerdConfig !== undefined;
  if (!isNamed && !(await facts.hasContainerd())) return skipped('no containerd here');
  if ((await facts.daemon()) !== undefined && !isNamed)
    return ok(`${path} does not exist: containerd uses its defaults`);
  return fail('missing', `${path} does not exist`, {
    why: 'a containerd that is told to read it exits',
    next: [`containerd config default > ${path}`, 'systemctl restart containerd'],
  });
}

function unreadable({ path, error }: ConfigFile): Finding {
  const line = error?.line;
  return fail('syntax', `${path}${line === undefined ? '' : `, line ${line}`} is no TOML: ${error?.message}`, {
    why: 'containerd exits at its next start',
    next: [`sed -n ${line ?? 1}p ${path}`, 'correct that line', 'systemctl restart containerd'],
  });
}

/** Sections that this containerd does not read from a file of this version. */
function versionFindings(file: ConfigFile, generation: Generation | undefined): Finding[] {
  if (generation === undefined) return [];
  const { path, version } = file;
  const tooNew = unreadVersion(file, generation);
  if (tooNew !== undefined) return [tooNew];
  const read = sectionsRead(version, generation);
  const unread = criPluginIds.filter(
    (id) => Object.keys(pluginSection(file, id)).length > 0 && !isRead(file, id, read),
  );
  if (unread.length === 0) return [];
  if (version === 1) return [versionOne(file)];
  const ids = unread.map((id) => `plugins.${JSON.stringify(id)}`).join(' and ');
  const wanted = read.map((id) => `plugins.${JSON.stringify(id)}`).join(' and ');
  return [
    fail('ignored', `${path} is of version ${version}, so this containerd does not read ${ids} in it`, {
      why:
        version === 2 && unread.includes('cri') && generation !== '2'
          ? 'containerd exits at its next start'
          : 'all settings in there are without effect',
      next: [`move them to ${wanted} in ${path}`, 'systemctl restart containerd'],
    }),
  ];
}

function isRead(file: ConfigFile, id: (typeof criPluginIds)[number], read: readonly string[]): boolean {
  if (!read.includes(id)) return false;
  // Version 3 left the streaming server in the old section and moved everything else out of it.
  const moved = ['sandbox_image', 'containerd', 'cni', 'registry', 'snapshotter', 'restrict_oom_score_adj'];
  return !(
    file.version >= 3 &&
    id === 'io.containerd.grpc.v1.cri' &&
    moved.some((key) => key in pluginSection(file, id))
  );
}

function unreadVersion({ path, version }: ConfigFile, generation: Generation): Finding | undefined {
  // 1.6 takes every higher number for 2.
  const known = { '1.6': Number.POSITIVE_INFINITY, '1.7': 2, '2': 3 }[generation];
  if (version <= known) return undefined;
  return fail('version', `${path} is of version ${version}, which containerd ${generation} does not know`, {
    why: 'containerd exits at its next start',
    next: [`containerd config default > ${path}`, 'systemctl restart containerd'],
  });
}

function versionOne({ path }: ConfigFile): Finding {
  return fail('version-1', `${path} has no version, so it counts as version 1, of which containerd 2 reads nothing`, {
    why: 'image, network and registry settings are back at their defaults',
    next: [
      `write version = 3 and move plugins.cri to plugins."io.containerd.cri.v1.runtime" and …images" in ${path}`,
      'systemctl restart containerd',
    ],
  });
}

function disabledCri(facts: Facts, file: ConfigFile): Finding[] {
  const { path, text = '', document, version } = file;
  const names = textsAt(document, 'disabled_plugins').filter(isCri);
  if (names.length === 0) return [];
  const after = withoutListed(text, 'disabled_plugins', isCri);
  const exits = version >= 2 && names.includes('cri');
  return [
    fail('cri-disabled', `${path} has ${names.join(', ')} in disabled_plugins`, {
      why: exits
        ? 'containerd exits at its next start: it knows no plugin of that name'
        : 'containerd runs, but serves no CRI',
      next: [facts.fixCommand('runtime.config'), 'systemctl restart containerd'],
      ...(after === undefined ? {} : { fix: { file: path, before: text, after } }),
    }),
  ];
}

function isCri(name: string): boolean {
  return (criPluginIds as readonly string[]).includes(name);
}
