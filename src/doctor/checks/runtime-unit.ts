import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { readUnit, type UnitFile } from '../unit-file.ts';

const { ok, warn, fail, skipped } = findingsOf('runtime.unit');

export const check: Check = {
  id: 'runtime.unit',
  group: 'runtime',
  title: "is containerd's systemd unit safe for containers?",
  async run(facts) {
    const unit = readUnit(facts.host, 'containerd.service');
    if (unit === undefined || !(await facts.hasContainerd())) return [skipped('there is no containerd.service')];
    if (await isStartedOtherwise(facts)) return [skipped('the containerd that runs was not started by systemd')];
    const dropIns = facts.host.real('/etc/systemd/system/containerd.service.d');
    const findings = [...settingFindings(unit, dropIns), ...limitFindings(unit, dropIns), ...(await lastExit(facts))];
    if (!unit.isEnabled) {
      findings.push(
        warn('disabled', `${unit.path} is not enabled`, {
          why: 'after a reboot no container starts',
          next: [
            facts.host.root === ''
              ? 'systemctl enable containerd'
              : `systemctl --root=${facts.host.root} enable containerd`,
          ],
        }),
      );
    }
    return findings.length > 0 ? findings : [ok(unit.path)];
  },
};

/** The unit says nothing about a daemon that somebody started by hand. */
async function isStartedOtherwise(facts: Facts): Promise<boolean> {
  const daemon = facts.host.root === '' ? await facts.daemon() : undefined;
  if (daemon === undefined) return false;
  return facts.host.read(`/proc/${daemon.pid}/cgroup`)?.includes('containerd.service') === false;
}

interface Rule {
  key: string;
  code: string;
  wanted: string;
  level: 'warn' | 'fail';
  isGood(value: string): boolean;
  why: string;
}

const yes = /^(1|yes|true|on)$/i;

const rules: readonly Rule[] = [
  {
    key: 'KillMode',
    code: 'kill-mode',
    wanted: 'process',
    level: 'fail',
    isGood: (value) => value === 'process' || value === 'mixed',
    why: 'stopping containerd kills every container with it: they are EXITED 255 afterwards',
  },
  {
    key: 'Delegate',
    code: 'delegate',
    wanted: 'yes',
    level: 'warn',
    isGood: (value) => yes.test(value) || /cpu|memory|pids/.test(value),
    why: 'systemd may reset the cgroups of containers: limits are lost at a daemon-reload',
  },
  {
    key: 'TasksMax',
    code: 'tasks-max',
    wanted: 'infinity',
    level: 'warn',
    isGood: (value) => value === 'infinity',
    why: 'when the limit is reached, many pods fail at once: fork: resource temporarily unavailable',
  },
  {
    key: 'OOMScoreAdjust',
    code: 'oom-score',
    wanted: '-999',
    level: 'warn',
    isGood: (value) => Number(value) <= -900,
    why: 'when memory runs out, the kernel may pick the daemon instead of a container',
  },
  {
    key: 'Restart',
    code: 'restart',
    wanted: 'always',
    level: 'warn',
    isGood: (value) => value === 'always' || value === 'on-failure',
    why: 'containerd 2 ends itself when its CNI folder is removed; without a restart the node stays down',
  },
];

function settingFindings({ path, service }: UnitFile, dropIns: string): Finding[] {
  return rules.flatMap(({ key, code, wanted, level, isGood, why }) => {
    const value = service[key];
    if (value !== undefined && isGood(value)) return [];
    const seen = value === undefined ? `${path} does not set ${key}` : `${path} has ${key}=${value}`;
    return [(level === 'fail' ? fail : warn)(code, seen, { why, next: dropIn(dropIns, key, wanted) })];
  });
}

/** Newer units leave LimitNOFILE to systemd, older ones say infinity; both are enough. */
function limitFindings({ path, service }: UnitFile, dropIns: string): Finding[] {
  const value = service['LimitNOFILE'];
  if (value === undefined || value.startsWith('infinity') || Number.parseInt(value, 10) >= 65_536) return [];
  return [
    warn('files', `${path} has LimitNOFILE=${value}`, {
      why: 'with many containers: too many open files',
      next: dropIn(dropIns, 'LimitNOFILE', '1048576'),
    }),
  ];
}

function dropIn(folder: string, key: string, value: string): string[] {
  const file = `${folder}/crix-${key.toLowerCase()}.conf`;
  return [`mkdir -p ${folder}`, `printf '[Service]\\n${key}=${value}\\n' > ${file}`, 'systemctl daemon-reload'];
}

/** How the daemon ended last, where systemd runs. */
async function lastExit(facts: Facts): Promise<Finding[]> {
  if (facts.host.root !== '' || !facts.host.has('/run/systemd/system')) return [];
  const text =
    (await facts.sources.output('systemctl', ['show', 'containerd', '-p', 'Result,ExecMainStatus,NRestarts'])) ?? '';
  const result = /^Result=(.+)$/m.exec(text)?.[1] ?? 'success';
  const restarts = Number(/^NRestarts=(\d+)$/m.exec(text)?.[1] ?? 0);
  if (result === 'success' && restarts === 0) return [];
  const seen =
    result === 'success'
      ? `containerd was restarted ${restarts} times since boot`
      : `containerd last ended with: ${result}`;
  return [
    warn('last-exit', seen, {
      why: 'it fails now and then, or at start',
      next: ['journalctl -u containerd -n 50 --no-pager'],
    }),
  ];
}
