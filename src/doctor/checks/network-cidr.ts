import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type CniFile, readCniFiles, subnetsOf } from '../cni.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { textAt } from '../walk.ts';

const { ok, warn, skipped } = findingsOf('network.cidr');

export const check: Check = {
  id: 'network.cidr',
  group: 'network',
  title: 'do the addresses of pods overlap with others?',
  async run(facts) {
    const { host, path } = await facts.cniFolder();
    const [file, ...others] = readCniFiles(host, path).filter(({ problem }) => problem === undefined);
    const subnets = file === undefined ? [] : subnetsOf(file);
    if (file === undefined || subnets.length === 0) return [skipped('no file here names the addresses of pods')];
    const findings = [
      ...others.flatMap((other) => overlaps(subnets, subnetsOf(other), other.path)),
      ...(facts.host.root === '' ? interfaceOverlaps(file, subnets) : []),
    ];
    return findings.length > 0 ? findings : [ok(subnets.join(', '))];
  },
};

function overlaps(subnets: readonly string[], others: readonly string[], path: string): Finding[] {
  return subnets.flatMap((subnet) =>
    others
      .filter((other) => contains(subnet, other) || contains(other, subnet))
      .map((other) =>
        warn('networks', `pods get addresses of ${subnet}; ${path} has ${other}`, {
          why: 'two pods may get the same address',
          next: [`mv ${path} ${path}.unused`],
        }),
      ),
  );
}

/** The bridge of the pods has an address of theirs; any other interface with one takes their traffic. */
function interfaceOverlaps({ plugins, path }: CniFile, subnets: readonly string[]): Finding[] {
  const bridges = plugins.map(
    (plugin) => textAt(plugin, 'bridge') ?? (textAt(plugin, 'type') === 'bridge' ? 'cni0' : undefined),
  );
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) => {
    if (bridges.includes(name)) return [];
    const inside = (addresses ?? []).flatMap(({ cidr }) => cidr ?? []);
    return subnets.flatMap((subnet) =>
      inside
        .filter((cidr) => contains(subnet, cidr) || contains(cidr, subnet))
        .map((cidr) =>
          warn('interface', `pods get addresses of ${subnet}; interface ${name} has ${cidr}`, {
            why: 'pods cannot reach what is behind that interface, or are not reached',
            next: [`change the subnet in ${path} and restart the pods`],
          }),
        ),
    );
  });
}

/** True when the first address of one lies in the other. */
function contains(subnet: string, cidr: string): boolean {
  const [network = '', bits = ''] = subnet.split('/');
  const [address = ''] = cidr.split('/');
  if (isIP(network) === 0 || isIP(network) !== isIP(address)) return false;
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}
