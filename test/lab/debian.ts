import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Containerd = '1.6' | '1.7' | '2';

/** Where the programs of a lab are. */
export interface Programs {
  containerd: string;
  /** The full version, such as 1.6.20. */
  version: string;
  /** For containerd and its registry. PATH has the shim, runc, ctr and iptables. */
  env: Readonly<Record<string, string>>;
  cniFolder: string;
  registry: string;
  busybox: string;
}

/** Which Debian suites have which containerd, the likely one first. A later suite's programs still run on Debian 12. */
const suites: Record<Containerd, readonly string[]> = {
  '1.6': ['bookworm'],
  '1.7': ['trixie'],
  '2': ['sid', 'forky'],
};

// With the libraries of runc and of iptables, which publishes ports: a small Debian lacks them.
const tools =
  `runc containernetworking-plugins docker-registry busybox-static libseccomp2 iptables libxtables12 libip4tc2
 libip6tc2 libmnl0 libnftnl11 libnetfilter-conntrack3 libnfnetlink0`.split(/\s+/);

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'crix-lab');

/**
 * Finds containerd and what it needs: installed ones where they fit, else Debian's packages unpacked into a cache. Nothing
 * is installed, since Debian's containerd and docker's exclude one another and a developer's machine may have docker.
 */
export async function findPrograms(wanted: Containerd): Promise<Programs> {
  if (process.platform !== 'linux') throw new Error(`a lab needs Linux, this is ${process.platform}`);
  if (process.getuid?.() !== 0) throw new Error('a lab needs root, to run containers');
  const toolRoot = await findTools();
  const { containerd, version } = await findContainerd(wanted);
  return {
    containerd,
    version,
    env: environment(containerd, toolRoot),
    cniFolder: join(toolRoot, 'usr/lib/cni'),
    registry: join(toolRoot, 'usr/bin/docker-registry'),
    busybox: join(toolRoot, 'bin/busybox'),
  };
}

function environment(containerd: string, toolRoot: string): Record<string, string> {
  const bins = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map((folder) => join(toolRoot, folder));
  const PATH = [join(containerd, '..'), ...bins, process.env['PATH'], '/usr/sbin', '/sbin'].join(':');
  const base = { PATH, HOME: '/root', TZ: 'UTC' };
  if (toolRoot === '/') return base;
  const libraries = join(toolRoot, 'usr/lib', process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu');
  return { ...base, LD_LIBRARY_PATH: libraries, XTABLES_LIBDIR: join(libraries, 'xtables') };
}

async function findTools(): Promise<string> {
  const needed = ['sbin/runc', 'sbin/iptables', 'lib/cni/bridge', 'bin/docker-registry', 'bin/busybox'];
  if (needed.every((path) => existsSync(join('/usr', path)))) return '/';
  const root = await unpack('bookworm', 'tools', tools);
  // Installing the package would make this link.
  const iptables = join(root, 'usr/sbin/iptables');
  if (!existsSync(iptables)) await symlink('xtables-nft-multi', iptables);
  return root;
}

async function findContainerd(wanted: Containerd): Promise<{ containerd: string; version: string }> {
  const installed = await versionOf('/usr/bin/containerd');
  if (installed?.startsWith(`${wanted}.`)) return { containerd: '/usr/bin/containerd', version: installed };
  for (const suite of suites[wanted]) {
    const containerd = join(await unpack(suite, `containerd-${wanted}-${suite}`, ['containerd']), 'usr/bin/containerd');
    const version = await versionOf(containerd);
    if (version?.startsWith(`${wanted}.`)) return { containerd, version };
  }
  throw new Error(`no containerd ${wanted} in Debian ${suites[wanted].join(' or ')} that runs here`);
}

async function versionOf(containerd: string): Promise<string | undefined> {
  if (!existsSync(containerd)) return undefined;
  const { stdout } = await run(containerd, ['--version']).catch(() => ({ stdout: '' }));
  return /(?:^|[ v/])(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
}

async function unpack(suite: string, name: string, packages: readonly string[]): Promise<string> {
  const target = join(cache, name);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'work-'));
  try {
    await download(work, suite, packages);
    const root = join(work, 'root');
    for (const file of await readdir(work)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', join(work, file), root]);
    }
    // Another lab may have been quicker; its result is as good.
    await rename(root, target).catch((error) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return target;
}

/** apt with lists of its own, so that the machine's are not touched. */
async function download(work: string, suite: string, packages: readonly string[]): Promise<void> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'root']) {
    await mkdir(join(work, folder), { recursive: true });
  }
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await writeFile(join(work, 'sources.list'), `deb [signed-by=${key}] ${await mirror()} ${suite} main\n`);
  const options = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'APT::Sandbox::User': 'root',
  };
  const flags = ['-qq', ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
  const apt = (...words: string[]): Promise<unknown> => run('apt-get', [...flags, ...words], { cwd: work });
  try {
    await apt('update');
    await apt('download', ...packages);
  } catch (error) {
    throw new Error(`could not fetch ${packages.join(', ')} from Debian ${suite}`, { cause: error });
  }
}

/** The mirror that this machine already uses. */
async function mirror(): Promise<string> {
  const files = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'];
  for (const file of files.filter((each) => existsSync(each))) {
    const uri = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(https?:\S+)/m.exec(await readFile(file, 'utf8'))?.[1];
    if (uri !== undefined) return uri;
  }
  return 'http://deb.debian.org/debian';
}
