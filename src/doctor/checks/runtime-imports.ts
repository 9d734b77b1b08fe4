import { type ConfigFile, type ContainerdConfig, type Generation, pluginSection } from '../containerd-config.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';

const { ok, warn, fail, skipped } = findingsOf('runtime.imports');

export const check: Check = {
  id: 'runtime.imports',
  group: 'runtime',
  title: "are the files that containerd's configuration imports in order?",
  async run(facts) {
    const config = await facts.config();
    if (config.imports.length === 0) return [skipped('nothing is imported')];
    const generation = await facts.generation();
    const findings = config.imports.flatMap((file) => importFindings(config, file, generation));
    return findings.length > 0 ? findings : [ok(config.imports.map(({ path }) => path).join(', '))];
  },
};

function importFindings(config: ContainerdConfig, file: ConfigFile, generation: Generation | undefined): Finding[] {
  const { path, text, error } = file;
  if (text === undefined) {
    return [
      fail('missing', `${config.path} imports ${path}, which does not exist`, {
        why: 'containerd exits at its next start',
        next: [`touch ${path}`, 'systemctl restart containerd'],
      }),
    ];
  }
  if (error !== undefined) {
    return [
      fail('syntax', `${path}${error.line === undefined ? '' : `, line ${error.line}`} is no TOML: ${error.message}`, {
        why: 'containerd exits at its next start',
        next: [`sed -n ${error.line ?? 1}p ${path}`, 'correct that line', 'systemctl restart containerd'],
      }),
    ];
  }
  if (generation === '2') return [];
  return replaced(config, file);
}

/** Before version 2, containerd took the imported section instead of the file's own. */
function replaced(config: ContainerdConfig, file: ConfigFile): Finding[] {
  const id = 'io.containerd.grpc.v1.cri';
  if (
    file.document['version'] === undefined &&
    Object.keys(pluginSection(file, 'cri')).length > 0 &&
    config.version >= 2
  ) {
    return [
      fail('version', `${file.path} names no version, but ${config.path} is of version ${config.version}`, {
        why: 'containerd exits at its next start',
        next: [
          `sed -i -e '1i version = ${config.version}' -e 's/plugins\\.cri\\b/plugins."${id}"/' ${file.path}`,
          'systemctl restart containerd',
        ],
      }),
    ];
  }
  const [own, other] = [Object.keys(pluginSection(config, id)), Object.keys(pluginSection(file, id))];
  const lost = own.filter((key) => !other.includes(key));
  if (other.length === 0 || lost.length === 0) return [];
  return [
    warn(
      'replaces',
      `${file.path} replaces the whole CRI section of ${config.path}: ${lost.join(', ')} there is without effect`,
      {
        why: 'containerd merges imported files key by key only from version 2 on',
        next: [
          `containerd -c ${config.path} config dump`,
          `put all CRI settings in ${config.path}`,
          'systemctl restart containerd',
        ],
      },
    ),
  ];
}
