import { isAbsolute, join, resolve } from 'node:path';
import { counted } from '../amounts.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';

const { ok, warn, skipped } = findingsOf('kubelet.logs');

const links = '/var/log/containers';
const pods = '/var/log/pods';

export const check: Check = {
  id: 'kubelet.logs',
  group: 'kubelet',
  title: 'do the log links of containers lead somewhere?',
  async run(facts) {
    const names = facts.host.list(links);
    if (names === undefined) return [skipped(`there is no ${facts.host.real(links)}`)];
    const broken = names.filter((name) => isBroken(facts, join(links, name)));
    const findings = [...brokenLinks(facts, broken), ...(await leftFolders(facts))];
    return findings.length > 0 ? findings : [ok(`${counted(names.length, 'link')} in order`)];
  },
};

/** A link leads through others, each of which is meant on the machine whose files these are. */
function isBroken({ host }: Facts, path: string): boolean {
  let here = path;
  for (let steps = 0; steps < 10; steps++) {
    const target = host.link(here);
    if (target === undefined) return !host.has(here);
    here = isAbsolute(target) ? target : resolve(here, '..', target);
  }
  return true;
}

function brokenLinks({ host }: Facts, broken: readonly string[]): Finding[] {
  if (broken.length === 0) return [];
  return [
    warn(
      'broken',
      `${counted(broken.length, 'link')} in ${host.real(links)} lead nowhere: ${broken.slice(0, 5).join(', ')}`,
      {
        why: 'their containers are gone; log collectors complain of them or stop',
        next: [`find ${host.real(links)} -xtype l -delete`],
      },
    ),
  ];
}

/** Log folders of pods that the runtime does not know any more. */
async function leftFolders(facts: Facts): Promise<Finding[]> {
  if (!(await facts.isUp())) return [];
  const uids = new Set((await facts.pods()).map(({ metadata }) => metadata?.uid));
  const left = (facts.host.list(pods) ?? []).filter((name) => {
    const uid = name.split('_')[2];
    return uid !== undefined && !uids.has(uid);
  });
  if (left.length === 0) return [];
  return [
    warn('left', `${counted(left.length, 'log folder')} of pods that are gone in ${facts.host.real(pods)}`, {
      why: 'kubelet removes them; without it they fill the disk',
      next: left.map((name) => `rm -r ${facts.host.real(join(pods, name))}`),
    }),
  ];
}
