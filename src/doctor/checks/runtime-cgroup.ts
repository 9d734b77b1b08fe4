import { settings } from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { kubeletCgroupDriver } from '../kubelet.ts';
import { withFlag } from '../toml-edit.ts';
import { objectAt, valueAt } from '../walk.ts';

const { ok, fail, skipped } = findingsOf('runtime.cgroup');

type Driver = 'systemd' | 'cgroupfs';

export const check: Check = {
  id: 'runtime.cgroup',
  group: 'runtime',
  title: 'do kubelet, runtime and host manage cgroups in the same way?',
  async run(facts) {
    const driver = await driverOf(facts);
    if (driver === undefined) return [skipped('no containerd here')];
    const kubelet = facts.kubelet();
    const wanted = kubelet && kubeletCgroupDriver(kubelet);
    if (wanted !== undefined && wanted !== driver) return [await mismatch(facts, driver, wanted)];
    if (driver === 'systemd' && !facts.host.has('/run/systemd/system') && facts.host.root === '') {
      return [
        fail('no-systemd', 'the runtime uses the systemd cgroup driver, but systemd does not run here', {
          why: 'pods cannot start: systemd not running on this host',
          ...(await correction(facts, 'cgroupfs')),
        }),
      ];
    }
    return [ok(`${driver}${wanted === undefined ? '' : ', as kubelet expects'}`)];
  },
};

async function driverOf(facts: Facts): Promise<Driver | undefined> {
  if (await facts.isUp()) {
    const { cri } = await facts.runtime();
    const told = await cri.runtime.runtimeConfig({}).catch(() => undefined);
    if (told?.linux !== undefined) return told.linux.cgroupDriver === 'SYSTEMD' ? 'systemd' : 'cgroupfs';
    const flag = systemdCgroup(objectAt(await facts.info(), 'containerd', 'runtimes'));
    if (flag !== undefined) return flag ? 'systemd' : 'cgroupfs';
  }
  const config = await facts.config();
  if (config.text === undefined) return undefined;
  return systemdCgroup(objectAt(settings.runtimes(config))) ? 'systemd' : 'cgroupfs';
}

/** SystemdCgroup of runc, or of whatever runtime has it. */
function systemdCgroup(runtimes: Readonly<Record<string, unknown>>): boolean | undefined {
  const found = Object.values(runtimes).map((runtime) => valueAt(runtime, 'options', 'SystemdCgroup'));
  const flags = found.filter((flag) => typeof flag === 'boolean');
  return flags.length === 0 ? undefined : flags.includes(true);
}

async function mismatch(facts: Facts, driver: Driver, wanted: Driver): Promise<Finding> {
  const why =
    driver === 'systemd'
      ? 'pods cannot start: the paths that kubelet sends do not fit; Status says nothing of it'
      : 'pods start, but two managers count the same memory: under pressure the node becomes unstable';
  return fail('mismatch', `the runtime uses the ${driver} cgroup driver, kubelet ${wanted}`, {
    why,
    ...(await correction(facts, wanted)),
  });
}

async function correction(facts: Facts, wanted: Driver): Promise<Pick<Finding, 'next' | 'fix'>> {
  const { path, text = '' } = await facts.config();
  const after = withFlag(text, 'SystemdCgroup', wanted === 'systemd');
  if (after === undefined) {
    return {
      next: [
        `set SystemdCgroup = ${wanted === 'systemd'} in the options of the runtime in ${path}`,
        'systemctl restart containerd',
      ],
    };
  }
  return {
    next: [facts.fixCommand('runtime.cgroup'), 'systemctl restart containerd'],
    fix: { file: path, before: text, after },
  };
}
