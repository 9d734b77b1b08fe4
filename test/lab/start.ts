import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bridgeName, startContainerd } from './containerd.ts';
import { type Containerd, findPrograms, type Programs } from './debian.ts';
import { labImages } from './images.ts';
import { type Mark, markOf } from './processes.ts';
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
  /** For tests that break the node: what it was started with, and the process itself. */
  programs: Programs;
  containerd: Mark;
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
  const owner = opts.name === undefined ? { owner: markOf(process.pid) } : {};
  const record: LabRecord = { dir, bridge: bridgeName(), env: programs.env, ...owner };
  // Before anything runs: whoever finds the lab without its owner can stop it.
  await writeFile(join(dir, 'lab.json'), JSON.stringify(record));
  try {
    return await start(record, programs);
  } catch (error) {
    await stopLab(record);
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

async function start(record: LabRecord, programs: Programs): Promise<Lab> {
  const { dir, bridge } = record;
  const hosts = await startRegistries(dir, programs);
  const images = labImages(readFileSync(programs.busybox), new Date());
  for (const [ref, image] of images) await pushImage(hosts.open, ref, image);
  const containerd = await startContainerd({ dir, bridge, programs, hosts });
  const socket = join(dir, 'containerd.sock');
  return {
    endpoint: `unix://${socket}`,
    socket,
    registry: hosts.open,
    registries: hosts,
    dir,
    logs: join(dir, 'logs'),
    cgroupParent: cgroupParentOf(dir),
    version: programs.version,
    path: programs.env['PATH'] ?? '',
    programs,
    containerd,
    stop: () => stopLab(record),
  };
}
