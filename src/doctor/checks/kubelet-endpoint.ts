import { parseEndpoint, placeOf } from '../../cri/endpoint.ts';
import type { Facts } from '../facts.ts';
import { type Check, findingsOf } from '../finding.ts';
import { kubeletEndpoint } from '../kubelet.ts';

const { ok, fail, skipped } = findingsOf('kubelet.endpoint');

export const check: Check = {
  id: 'kubelet.endpoint',
  group: 'kubelet',
  title: 'does kubelet use the runtime that is looked at?',
  async run(facts) {
    const kubelet = facts.kubelet();
    if (kubelet === undefined) return [skipped('there is no kubelet')];
    const text = kubeletEndpoint(kubelet);
    if (text === undefined)
      return [skipped(`${kubelet.files.map((file) => facts.host.real(file)).join(' and ')} name no endpoint`)];
    const wanted = parseEndpoint(text).endpoint;
    const own = await facts.endpoint().catch(() => undefined);
    if (own === undefined) return [skipped(`kubelet uses ${text}; no endpoint to compare it with`)];
    if (isSame(facts, placeOf(own), placeOf(wanted))) return [ok(text)];
    return [
      fail('differs', `kubelet uses ${text}, commands use ${own.text}`, {
        why: "what is shown here are another runtime's pods",
        next: [facts.setEndpoint(wanted.text)],
      }),
    ];
  },
};

/** /var/run is a link to /run. */
function isSame(facts: Facts, one: string, other: string): boolean {
  if (one.replace(/^\/var\/run\//, '/run/') === other.replace(/^\/var\/run\//, '/run/')) return true;
  const inode = facts.machine.stat(one)?.ino;
  return inode !== undefined && inode === facts.machine.stat(other)?.ino;
}
