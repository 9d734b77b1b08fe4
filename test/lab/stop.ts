import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { isRunning, killTree, type Mark, markOf, processesIn, processesWith, stopProcess } from './processes.ts';
import { stopPods } from './runtime.ts';

const run = promisify(execFile);

/** What a lab writes down when it starts, so that another process can stop it. */
export interface LabRecord {
  dir: string;
  bridge: string;
  /** The process that stops this lab when it ends; absent when a developer does. */
  owner?: Mark;
  env: Readonly<Record<string, string>>;
}

/** Ends everything of a lab, also when containerd is broken: processes, mounts, bridge, files. */
export async function stopLab(lab: LabRecord): Promise<void> {
  const socket = join(lab.dir, 'containerd.sock');
  if (existsSync(socket)) await stopPods(socket);
  await Promise.all(processesIn(lab.dir).map((pid) => stopProcess(markOf(pid))));
  const tasks = join(lab.dir, 'state/io.containerd.runtime.v2.task/k8s.io');
  // A shim outlives its containerd; its containers outlive the shim.
  for (const shim of processesWith(socket)) killTree(shim);
  const runc = join(lab.dir, 'runc/k8s.io');
  for (const id of list(runc)) await attempt(lab, 'runc', '--root', runc, 'delete', '--force', id);
  for (const id of list(tasks)) removeShimSocket(join(tasks, id, 'address'));
  for (const mount of mountsUnder(lab.dir)) await attempt(lab, 'umount', '--lazy', mount);
  if (existsSync(`/sys/class/net/${lab.bridge}`)) await removeBridge(lab);
  removeCgroups(cgroupParentOf(lab.dir));
  rmSync(lab.dir, { recursive: true, force: true });
  removeEmpty('/run/containerd/s', '/run/containerd');
}

export function cgroupParentOf(dir: string): string {
  return `/crix-lab-${basename(dir)}`;
}

/** cgroup v1 has a tree for each controller, v2 one for all. */
function removeCgroups(parent: string): void {
  const trees = ['/sys/fs/cgroup', ...list('/sys/fs/cgroup').map((controller) => join('/sys/fs/cgroup', controller))];
  for (const cgroup of trees.map((tree) => join(tree, parent))) {
    // What is in a cgroup's folder cannot be deleted, only folders that are cgroups themselves.
    if (existsSync(cgroup)) removeFolders(cgroup);
  }
}

function removeFolders(folder: string): void {
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    if (each.isDirectory()) removeFolders(join(folder, each.name));
  }
  rmdirSync(folder);
}

/** Stops labs whose owner died before it could do it. */
export async function sweepLabs(base: string): Promise<void> {
  for (const name of list(base)) {
    const lab = readRecord(join(base, name));
    if (lab?.owner !== undefined && !isRunning(lab.owner)) await stopLab(lab);
  }
}

export function readRecord(dir: string): LabRecord | undefined {
  const file = join(dir, 'lab.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** The shim listens in /run/containerd/s whatever containerd's own folders are. */
function removeShimSocket(addressFile: string): void {
  if (!existsSync(addressFile)) return;
  const socket = readFileSync(addressFile, 'utf8').replace('unix://', '');
  if (socket.startsWith('/run/containerd/s/')) rmSync(socket, { force: true });
}

function mountsUnder(dir: string): string[] {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return points.filter((point) => point.startsWith(`${dir}/`)).reverse();
}

/** The bridge plugin keeps its bridge when the last pod goes. busybox can remove it where iproute2 is not installed. */
async function removeBridge(lab: LabRecord): Promise<void> {
  await attempt(lab, 'busybox', 'ip', 'link', 'set', lab.bridge, 'down');
  await attempt(lab, 'busybox', 'brctl', 'delbr', lab.bridge);
}

/** Runs a program for its effect: that there was nothing to do is fine. */
async function attempt(lab: LabRecord, program: string, ...words: string[]): Promise<void> {
  await run(program, words, { env: lab.env }).catch(() => undefined);
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function removeEmpty(...folders: string[]): void {
  for (const folder of folders) {
    if (list(folder).length === 0 && existsSync(folder)) rmdirSync(folder);
  }
}
