import { amountOf, percentText, sizeText } from '../amounts.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import type { Space } from '../host.ts';
import { evictionThresholds } from '../kubelet.ts';

const { ok, warn, fail, skipped } = findingsOf('disk.image-fs');

/** Above the threshold, but not far: so many times of it. */
const nearFactor = 1.3;

export const check: Check = {
  id: 'disk.image-fs',
  group: 'disk',
  title: 'is there room for images and containers?',
  needs: 'runtime',
  async run(facts) {
    const { cri } = await facts.runtime();
    const { imageFilesystems } = await cri.images.imageFsInfo({});
    const path = imageFilesystems[0]?.fsId?.mountpoint;
    if (path === undefined || path === '') return [skipped('the runtime does not say where images lie')];
    const space = facts.machine.space(path);
    if (space === undefined) {
      return [
        fail('missing', `${path}, where images should lie, does not exist`, {
          why: 'the snapshotter does not run',
          next: ['crix doctor runtime.snapshotter'],
        }),
      ];
    }
    const findings = [...readOnly(facts, path), ...spaceFindings(facts, path, space)];
    return findings.length > 0
      ? findings
      : [ok(`${sizeText(space.freeBytes)} (${percentText(space.freeBytes, space.totalBytes)}) free at ${path}`)];
  },
};

function spaceFindings(facts: Facts, path: string, space: Space): Finding[] {
  const { imagefs, inodes } = evictionThresholds(facts.kubelet());
  const prune = ['crix rmi --prune', `du -xh -d 3 ${path} | sort -h | tail -20`];
  const left = judge(space.freeBytes, amountOf(imagefs, space.totalBytes) ?? 0);
  const findings: Finding[] = [];
  if (left !== undefined) {
    const seen = `${sizeText(space.freeBytes)} of ${sizeText(space.totalBytes)} (${percentText(space.freeBytes, space.totalBytes)}) free at ${path}; kubelet's limit is ${imagefs}`;
    const why =
      left === 'fail'
        ? 'kubelet evicts pods and starts no new ones; when the disk is full, pulls fail'
        : 'kubelet will soon evict pods';
    findings.push((left === 'fail' ? fail : warn)('space', seen, { why, next: prune }));
  }
  // Some file systems count no inodes.
  const nodes = space.totalInodes === 0 ? undefined : judge(space.freeInodes, amountOf(inodes, space.totalInodes) ?? 0);
  if (nodes !== undefined) {
    const seen = `${space.freeInodes} of ${space.totalInodes} inodes free at ${path}; kubelet's limit is ${inodes}`;
    const why = 'writes fail with "no space left" although bytes are free';
    findings.push((nodes === 'fail' ? fail : warn)('inodes', seen, { why, next: prune }));
  }
  return findings;
}

function judge(free: number, limit: number): 'warn' | 'fail' | undefined {
  if (free < limit || free === 0) return 'fail';
  return free < limit * nearFactor ? 'warn' : undefined;
}

/** After an I/O error the kernel makes a file system read-only; new kernels say emergency_ro and still rw. */
function readOnly(facts: Facts, path: string): Finding[] {
  const mounts = (facts.machine.read('/proc/mounts') ?? '').split('\n').map((line) => line.split(' '));
  const holding = mounts
    .filter(([, point = '']) => path === point || path.startsWith(point === '/' ? '/' : `${point}/`))
    .sort(([, one = ''], [, other = '']) => other.length - one.length)[0];
  const options = holding?.[3]?.split(',') ?? [];
  if (!options.includes('ro') && !options.includes('emergency_ro')) return [];
  const [device, point] = holding ?? [];
  return [
    fail('read-only', `${point} (${device}), where images lie, is read-only`, {
      why: 'nothing can be pulled, started or removed, and after a restart containerd exits; Status says nothing of it',
      next: ['dmesg | tail -50', `mount -o remount,rw ${point}`],
    }),
  ];
}
