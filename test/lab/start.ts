import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startContainerd } from './containerd.ts';
import { type Containerd, findPrograms, type Programs } from './debian.ts';
import { labImages } from './images.ts';
import { type Mark, markOf, stopProcess } from './processes.ts';
import { pushImage, type Registries, startRegistries } from './registry.ts';
import { cgroupParentOf, type LabRecord, stopLab, sweepLabs } from './stop.ts';

/** A real containerd of our own with registries beside it. Nothing of it is left after stop(). */
export interface Lab {
  endpoint: string;
  socket: string;
  /** Host and port of the open registry; `${registry}/${refs.busybox}` can be pulled. */
  registry: string;
  registries: Registries;
  /** Everything the lab writes. */
  dir: string;
  /** A place for the pods' log folders. */
  logs: string;
  /** For pods' linux.cgroup_parent: statistics of pods need one. */
  cgroupParent: string;
  /** Such as 1.6.20. */
  version: string;
  /** PATH with ctr, runc and the shim in it. */
  path: string;
  /** For tests that break the node: what it was started with, and what stop() will end. */
  programs: Programs;
  record: LabRecord;
  stop(): Promise<void>;
}

export interface LabOptions {
  containerd?: Containerd;
  /** A lab with a name outlives the process that starts it. */
  name?: string;
}

export const labsFolder = '/tmp/crix-lab';

export async function startLab(opts: LabOptions = {}): Promise<Lab> {
  await sweepLabs(labsFolder);
  const programs = await findPrograms(opts.containerd ?? '1.6');
  const dir = await labFolder(opts.name);
  const started: Mark[] = [];
  try {
    return await start({ dir, programs, started, isOwned: opts.name === undefined });
  } catch (error) {
    await Promise.all(started.map(stopProcess));
    throw error;
  }
}

async function labFolder(name: string | undefined): Promise<string> {
  await mkdir(labsFolder, { recursive: true });
  if (name === undefined) return await mkdtemp(join(labsFolder, 'own-'));
  const dir = join(labsFolder, name);
  await mkdir(dir).catch((error) => {
    throw error.code === 'EEXIST' ? new Error(`a lab "${name}" is already up`) : error;
  });
  return dir;
}

interface Beginning {
  dir: string;
  programs: Programs;
  /** Filled while starting: what has to be stopped when the rest fails. */
  started: Mark[];
  isOwned: boolean;
}

async function start({ dir, programs, started, isOwned }: Beginning): Promise<Lab> {
  const registries = await startRegistries(dir, programs);
  started.push(...registries.marks);
  const { hosts } = registries;
  for (const [ref, image] of labImages(readFileSync(programs.busybox), new Date()))
    await pushImage(hosts.open, ref, image);
  const node = await startContainerd(dir, programs, hosts);
  started.push(node.mark);
  const record: LabRecord = {
    dir,
    bridge: node.bridge,
    containerd: node.mark,
    others: registries.marks,
    ...(isOwned ? { owner: markOf(process.pid) } : {}),
    env: programs.env,
  };
  await writeFile(join(dir, 'lab.json'), JSON.stringify(record));
  return {
    endpoint: `unix://${node.socket}`,
    socket: node.socket,
    registry: hosts.open,
    registries: hosts,
    dir,
    logs: join(dir, 'logs'),
    cgroupParent: cgroupParentOf(dir),
    version: programs.version,
    path: programs.env['PATH'] ?? '',
    programs,
    record,
    stop: () => stopLab(record),
  };
}
