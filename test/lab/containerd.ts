import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Programs } from './debian.ts';
import { refs } from './images.ts';
import { type Mark, startProgram, waitFor } from './processes.ts';
import type { Registries } from './registry.ts';
import { isReady } from './runtime.ts';

export interface NodePlan {
  dir: string;
  bridge: string;
  programs: Programs;
  hosts: Registries;
}

/** Starts a containerd whose state, socket and network are its own. */
export async function startContainerd({ dir, bridge, programs, hosts }: NodePlan): Promise<Mark> {
  const socket = join(dir, 'containerd.sock');
  for (const folder of ['cni', 'logs']) await mkdir(join(dir, folder), { recursive: true });
  for (const host of [hosts.open, hosts.locked.host, hosts.slow]) {
    await mkdir(join(dir, 'hosts', host), { recursive: true });
    await writeFile(join(dir, 'hosts', host, 'hosts.toml'), `server = "http://${host}"\n[host."http://${host}"]\n`);
  }
  await writeFile(join(dir, 'cni', '10-lab.conflist'), JSON.stringify(network(dir, bridge)));
  const config = programs.version.startsWith('2.') ? configVersion3 : configVersion2;
  await writeFile(
    join(dir, 'containerd.toml'),
    config({ dir, socket, sandbox: `${hosts.open}/${refs.pause}`, programs }),
  );
  const log = join(dir, 'containerd.log');
  const words = ['-c', join(dir, 'containerd.toml')];
  const mark = startProgram(programs.containerd, words, { log, env: programs.env });
  const isUp = async (): Promise<boolean> => existsSync(socket) && (await isReady(socket));
  if (!(await waitFor(isUp, 30_000))) throw new Error(`containerd does not start, see ${log}`);
  return mark;
}

/** An interface's name has 15 bytes at most. */
export function bridgeName(): string {
  return `crix${process.pid.toString(36)}${Math.floor(Math.random() * 46_656).toString(36)}`.slice(0, 15);
}

function network(dir: string, bridge: string): object {
  const hostLocal = {
    type: 'host-local',
    ranges: [[{ subnet: freeSubnet() }]],
    dataDir: join(dir, 'ipam'),
    routes: [{ dst: '0.0.0.0/0' }],
  };
  return {
    cniVersion: '0.4.0',
    name: bridge,
    plugins: [
      { type: 'bridge', bridge, isGateway: true, ipMasq: false, ipam: hostLocal },
      { type: 'portmap', capabilities: { portMappings: true }, snat: true },
    ],
  };
}

/** A 10.x.y.0/24 that shares no address with the network of an interface of this machine. */
function freeSubnet(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const taken = new BlockList();
  for (const { address, family, cidr } of addresses)
    if (family === 'IPv4') taken.addSubnet(address, Number(cidr?.split('/')[1] ?? 32), 'ipv4');
  for (;;) {
    const prefix = `10.${100 + Math.floor(Math.random() * 100)}.${Math.floor(Math.random() * 256)}.`;
    const isInside = addresses.some(({ address }) => address.startsWith(prefix));
    if (!isInside && !taken.check(`${prefix}0`, 'ipv4')) return `${prefix}0/24`;
  }
}

interface ConfigFacts {
  dir: string;
  socket: string;
  sandbox: string;
  programs: Programs;
}

// restrict_oom_score_adj: in a container (CI), lowering a score is not allowed even for root.
// runc's Root, opt's path and NRI's socket would else be shared with another containerd of this machine.

function configVersion2({ dir, socket, sandbox, programs }: ConfigFacts): string {
  return `version = 2
root = "${dir}/root"
state = "${dir}/state"
[grpc]
  address = "${socket}"
[plugins."io.containerd.internal.v1.opt"]
  path = "${dir}/opt"
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  sandbox_image = "${sandbox}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${programs.cniFolder}"
    conf_dir = "${dir}/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${dir}/hosts"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "${dir}/runc"
`;
}

function configVersion3({ dir, socket, sandbox, programs }: ConfigFacts): string {
  return `version = 3
root = "${dir}/root"
state = "${dir}/state"
[grpc]
  address = "${socket}"
[plugins.'io.containerd.internal.v1.opt']
  path = "${dir}/opt"
[plugins.'io.containerd.nri.v1.nri']
  disable = true
[plugins.'io.containerd.cri.v1.images']
  snapshotter = "overlayfs"
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = "${sandbox}"
  [plugins.'io.containerd.cri.v1.images'.registry]
    config_path = "${dir}/hosts"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["${programs.cniFolder}"]
    conf_dir = "${dir}/cni"
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      Root = "${dir}/runc"
`;
}
