import type { Host } from './host.ts';

/** The program that serves the runtime's socket. */
export interface Daemon {
  pid: number;
  words: readonly string[];
  /** Where its program lies; undefined when we may not know. */
  program: string | undefined;
  /** Its own search path, which finds runc and the shims. */
  path: readonly string[];
}

interface Listener {
  inode: string;
  path: string;
}

/** Sockets that somebody listens on, by the path they were bound to, whether or not the file is still theirs. */
export function listenersOn(host: Host, path: string): string[] {
  return (host.read('/proc/net/unix') ?? '')
    .split('\n')
    .map(parseListener)
    .flatMap((listener) => (listener?.path === path ? [listener.inode] : []));
}

/** Every socket file that somebody listens on and whose name is that of a CRI runtime, wherever it lies. */
export function runtimeSockets(host: Host): string[] {
  const paths = (host.read('/proc/net/unix') ?? '').split('\n').map((line) => parseListener(line)?.path ?? '');
  return [...new Set(paths)].filter((path) => /^\/.*\/(containerd|crio|cri-dockerd)\.sock$/.test(path)).sort();
}

function parseListener(line: string): Listener | undefined {
  const [, , , flags, , , inode, path] = line.trim().split(/\s+/);
  // __SO_ACCEPTCON: the socket listens.
  return flags === '00010000' && inode !== undefined && path !== undefined ? { inode, path } : undefined;
}

/** The processes that hold a listening socket; only root sees those of others. */
export function holdersOf(host: Host, inode: string): Daemon[] {
  return pidsOf(host).flatMap((pid) => {
    const descriptors = host.list(`/proc/${pid}/fd`) ?? [];
    const holds = descriptors.some((descriptor) => host.link(`/proc/${pid}/fd/${descriptor}`) === `socket:[${inode}]`);
    return holds ? [daemonOf(host, pid)] : [];
  });
}

/** Processes whose program has this name, such as containerd-shim-runc-v2. */
export function processesNamed(host: Host, name: string): Daemon[] {
  return pidsOf(host)
    .filter((pid) => host.read(`/proc/${pid}/comm`)?.trim() === name.slice(0, 15))
    .map((pid) => daemonOf(host, pid));
}

function pidsOf(host: Host): number[] {
  return (host.list('/proc') ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
}

function daemonOf(host: Host, pid: number): Daemon {
  const words = (host.read(`/proc/${pid}/cmdline`) ?? '').split('\0').slice(0, -1);
  const env = (host.read(`/proc/${pid}/environ`) ?? '').split('\0');
  const path = env.find((entry) => entry.startsWith('PATH='))?.slice(5) ?? '';
  const program = host.link(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
  return { pid, words, program, path: path === '' ? [] : path.split(':') };
}

/** The value of a flag on a command line, in both spellings: `-c FILE`, `--config=FILE`. */
export function flagValue(words: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [at, word] of words.entries()) {
    for (const name of names) {
      if (word === name) return words[at + 1];
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
    }
  }
  return undefined;
}
