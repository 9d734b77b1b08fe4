import { type CniFile, readCniFiles } from '../cni.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';

const { ok, warn, fail, skipped } = findingsOf('network.cni');

export const check: Check = {
  id: 'network.cni',
  group: 'network',
  title: 'is there a usable CNI configuration?',
  async run(facts) {
    const { host, path } = await facts.cniFolder();
    if (!(await facts.isUp()) && !host.has(path)) return [skipped(`there is no ${path}`)];
    const files = readCniFiles(host, path);
    const [first, ...others] = files;
    if (first === undefined) return [nothingThere(host.list(path), host.real(path))];
    if (first.problem !== undefined) return [unusable(first)];
    const unseen = await notLoaded(facts);
    if (unseen !== undefined) return [unseen];
    if (others.length > 0) return [several(first, others)];
    return [ok(`${first.path}, network ${first.name}`)];
  },
};

function nothingThere(names: readonly string[] | undefined, path: string): Finding {
  const ignored =
    names === undefined || names.length === 0 ? '' : `; ${names.join(', ')} do not end in .conflist, .conf or .json`;
  return fail('empty', `there is no CNI configuration in ${path}${ignored}`, {
    why: 'the node stays NotReady and no pod can start: cni plugin not initialized',
    next: [`deploy the network add-on again (it writes its file to ${path}); no restart is needed`],
  });
}

function unusable({ path, problem }: CniFile): Finding {
  return fail('bad', `${path} ${problem}`, {
    why: 'it comes first, so no other file is tried: no pod can start',
    next: [`mv ${path} ${path}.broken`, 'deploy the network add-on again if no other file is left'],
  });
}

/** The files are good, but the runtime says otherwise: it lost its watch on the folder. */
async function notLoaded(facts: Facts): Promise<Finding | undefined> {
  if (!(await facts.isUp())) return undefined;
  const loaded = await facts.cniLoadStatus();
  if (loaded === undefined || loaded === 'OK') return undefined;
  return fail('not-loaded', `the files are good now, but the runtime says: ${loaded}`, {
    why: 'containerd 1.x stops looking when the folder is removed or renamed',
    next: ['systemctl restart containerd'],
  });
}

function several(first: CniFile, others: readonly CniFile[]): Finding {
  return warn(
    'several',
    `${first.path} (network ${first.name}) is used, ${others.map(({ path }) => path).join(', ')} is not`,
    {
      why: 'the first name in the order of bytes wins: 10- before 20- before 9-',
      next: others.map(({ path }) => `mv ${path} ${path}.unused`),
    },
  );
}
