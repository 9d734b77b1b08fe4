import { type ContainerdConfig, type Generation, settings } from '../containerd-config.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { objectAt, textAt, valueAt } from '../walk.ts';

const { ok, warn, fail, skipped } = findingsOf('runtime.keys');

const linuxV1 = 'io.containerd.runtime.v1.linux';

export const check: Check = {
  id: 'runtime.keys',
  group: 'runtime',
  title: "does containerd's configuration use keys that are gone?",
  async run(facts) {
    const config = await facts.config();
    if (config.text === undefined || config.error !== undefined) return [skipped('there is no file to read')];
    const generation = await facts.generation();
    const findings = [
      ...Object.entries(objectAt(settings.runtimes(config))).flatMap(([name, runtime]) =>
        runtimeFindings(name, runtime, config, generation),
      ),
      ...defaultRuntimeFindings(config),
      ...systemdCgroupFindings(config, generation),
    ];
    return findings.length > 0 ? findings : [ok('no key that newer versions ignore')];
  },
};

function runtimeFindings(
  name: string,
  runtime: unknown,
  { path }: ContainerdConfig,
  generation: Generation | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const gone = generation === '2' ? fail : warn;
  const type = textAt(runtime, 'runtime_type');
  if (type === linuxV1 || type === 'io.containerd.runc.v1') {
    findings.push(
      gone('runtime-v1', `runtime ${name} in ${path} has runtime_type ${type}`, {
        why:
          generation === '2'
            ? 'no pod of this runtime can start: the shim is gone'
            : 'containerd 2 has no such shim any more',
        next: [`sed -i 's/"${type}"/"io.containerd.runc.v2"/' ${path}`, 'systemctl restart containerd'],
      }),
    );
  }
  for (const [key, instead] of [
    ['runtime_engine', 'BinaryName'],
    ['runtime_root', 'Root'],
  ] as const) {
    const value = textAt(runtime, key);
    if (value === undefined) continue;
    const code = key.replace('_', '-');
    findings.push(
      gone(code, `runtime ${name} in ${path} has ${key} = ${JSON.stringify(value)}`, {
        why: `io.containerd.runc.v2 ignores it: it is ${instead} in the runtime's options now`,
        next: [
          `sed -i '/^[[:space:]]*${key}[[:space:]]*=/d' ${path}`,
          `add ${instead} to the options of ${name} if ${value} is meant`,
          'systemctl restart containerd',
        ],
      }),
    );
  }
  return findings;
}

function defaultRuntimeFindings(config: ContainerdConfig): Finding[] {
  const runtimes = settings.runtimes(config);
  const name = settings.defaultRuntime(config);
  const known = Object.keys(objectAt(runtimes));
  // Without a section of its own, the default runtime runc is built in.
  if (known.length === 0 || known.includes(String(name ?? 'runc'))) return [];
  return [
    fail(
      'default-runtime',
      `the default runtime is ${name ?? 'runc'}, but ${config.path} has only ${known.join(', ')}`,
      {
        why: 'the CRI plugin does not start: no corresponding runtime configured',
        next: [
          `set default_runtime_name = ${JSON.stringify(known[0])} in ${config.path}`,
          'systemctl restart containerd',
        ],
      },
    ),
  ];
}

/** The old switch, beside the runtimes; the new one is SystemdCgroup in the options of each. */
function systemdCgroupFindings(config: ContainerdConfig, generation: Generation | undefined): Finding[] {
  const sections = ['io.containerd.grpc.v1.cri', 'cri', 'io.containerd.cri.v1.runtime'];
  if (!sections.some((id) => valueAt(config.document, 'plugins', id, 'systemd_cgroup') === true)) return [];
  const isFatal = generation === '1.6' || generation === '1.7';
  return [
    (isFatal ? fail : warn)('systemd-cgroup', `${config.path} has systemd_cgroup = true in its CRI section`, {
      why: isFatal ? 'the CRI plugin does not start with it' : 'it is ignored: pods are not put under systemd',
      next: [
        `sed -i '/^[[:space:]]*systemd_cgroup[[:space:]]*=/d' ${config.path}`,
        "set SystemdCgroup = true in the runtime's options if systemd is meant",
        'systemctl restart containerd',
      ],
    }),
  ];
}
