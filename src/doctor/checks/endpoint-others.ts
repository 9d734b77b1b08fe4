import { placeOf } from '../../cri/endpoint.ts';
import { type Check, findingsOf } from '../finding.ts';

const { ok, warn, skipped } = findingsOf('endpoint.others');

export const check: Check = {
  id: 'endpoint.others',
  group: 'endpoint',
  title: 'is it the only runtime?',
  async run(facts) {
    if (!facts.looksAtRuntime) return [skipped('no endpoint was named beside --root')];
    if ((await facts.errno().catch(() => 'EINVAL')) !== undefined) return [skipped('nobody listens')];
    const own = await facts.endpoint().catch(() => undefined);
    // A link such as /var/run and its target are one place.
    const ownInode = own === undefined ? undefined : facts.machine.stat(placeOf(own))?.ino;
    const others = (await facts.listening()).filter(
      (endpoint) => facts.machine.stat(placeOf(endpoint))?.ino !== ownInode,
    );
    if (own === undefined || others.length === 0) return [ok('no other runtime listens at the known sockets')];
    return [
      warn('alive', `besides ${own.text}, a runtime listens at ${others.map(({ text }) => text).join(' and ')}`, {
        why: 'each has its own pods and images: what kubelet runs may not be what is looked at',
        next: ['crix doctor kubelet.endpoint', `crix config runtime-endpoint ${own.text}`],
      }),
    ];
  },
};
