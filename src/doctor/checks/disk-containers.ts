import { statSync } from 'node:fs';
import type { Container } from '../../cri/gen/types.ts';
import { shortId } from '../../model/ids.ts';
import { amountOf, sizeText } from '../amounts.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { containerName } from '../names.ts';
import { textAt } from '../walk.ts';

const { ok, warn } = findingsOf('disk.containers');

/** kubelet rotates at containerLogMaxSize, 10 MiB unless set: a log many times as large is not rotated at all. */
const logFactor = 10;
const defaultLogSize = '10Mi';
const muchWritten = 2e9;

export const check: Check = {
  id: 'disk.containers',
  group: 'disk',
  title: 'do single containers fill the disk?',
  needs: 'runtime',
  async run(facts) {
    const containers = await facts.containers();
    const findings = [...(await logFindings(facts, containers)), ...(await layerFindings(facts, containers))];
    return findings.length > 0 ? findings : [ok('no log and no writable layer is out of proportion')];
  },
};

async function logFindings(facts: Facts, containers: readonly Container[]): Promise<Finding[]> {
  const kubelet = facts.kubelet();
  const limit = amountOf(textAt(kubelet?.config, 'containerLogMaxSize') ?? defaultLogSize, 0) ?? 0;
  return (await facts.withStatus(containers)).flatMap(({ container, status: { logPath: path } }) => {
    const bytes = path === '' ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    if (bytes < limit * logFactor) return [];
    return [
      warn('log', `the log of ${containerName(container)} has ${sizeText(bytes)}: ${path}`, {
        why: 'kubelet rotates logs at its limit; without it they grow until the disk is full',
        next: [`crix logs --tail 20 ${shortId(container.id)}`, `truncate -s 0 ${path}`],
      }),
    ];
  });
}

async function layerFindings(facts: Facts, containers: readonly Container[]): Promise<Finding[]> {
  const { cri } = await facts.runtime();
  const { stats } = await cri.runtime.listContainerStats({});
  return stats.flatMap(({ attributes, writableLayer }) => {
    const bytes = Number(writableLayer?.usedBytes?.value ?? 0n);
    const container = containers.find(({ id }) => id === attributes?.id);
    if (bytes < muchWritten || container === undefined) return [];
    return [
      warn('layer', `${containerName(container)} has written ${sizeText(bytes)} into its own file system`, {
        why: 'nothing limits it unless the pod has an ephemeral-storage limit; it is gone with the container',
        next: [`crix exec ${shortId(container.id)} du -x -d 2 /`],
      }),
    ];
  });
}
