import { isIP } from 'node:net';
import { join } from 'node:path';
import { readCniFiles, reservationFolder } from '../cni.ts';
import { type Check, findingsOf } from '../finding.ts';

const { ok, warn, skipped } = findingsOf('network.ipam');

export const check: Check = {
  id: 'network.ipam',
  group: 'network',
  title: 'are addresses reserved for pods that are gone?',
  needs: 'runtime',
  async run(facts) {
    const { host, path } = await facts.cniFolder();
    const folders = readCniFiles(host, path).flatMap((file) => reservationFolder(file) ?? []);
    if (folders.length === 0) return [skipped('no network here uses host-local')];
    // A pod that is not ready still owns its address.
    const pods = new Set((await facts.pods()).map(({ id }) => id));
    const reserved = folders.flatMap((folder) =>
      (host.list(folder) ?? []).filter((name) => isIP(name) > 0).map((name) => ({ name, file: join(folder, name) })),
    );
    const leaked = reserved.filter(({ file }) => {
      const owner = host.read(file)?.split(/\r?\n/)[0]?.trim();
      return owner !== undefined && owner !== '' && !pods.has(owner);
    });
    if (leaked.length === 0) return [ok(`${reserved.length} addresses in use`)];
    return [
      warn('leaked', `${leaked.map(({ name }) => name).join(', ')} reserved for pods that do not exist`, {
        why: 'when the range is used up no pod can start: no IP addresses available in range set',
        next: [`rm ${leaked.map(({ file }) => file).join(' ')}`],
      }),
    ];
  },
};
