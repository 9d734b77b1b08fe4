import { closeSync, constants, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';

type StreamName = 'stdout' | 'stderr';

/**
 * containerd before 2.0 may stop reading a container's output before it has all of it, when the process ends: what then still
 * stands in the pipe (up to 64 KiB) misses in the log and in attached sessions. Held open from before the start, the pipes keep it.
 */
export interface Leftovers {
  take(stream: StreamName): Promise<Buffer>;
  close(): void;
}

const none: Leftovers = { take: async () => Buffer.alloc(0), close: () => undefined };

/** To be called before the container is started. Where there is nothing to hold, nothing is left over. */
export async function holdOutput(
  runtime: RuntimeService,
  containerd: Containerd | undefined,
  id: string,
): Promise<Leftovers> {
  if (containerd === undefined || !/^v?1\./.test(containerd.version)) return none;
  const stateDir = stateDirIn((await runtime.status({ verbose: true })).info['config']);
  if (stateDir === undefined) return none;
  const files = openPipes(join(stateDir, 'containers', id, 'io'), id);
  return {
    take: async (stream) => readRest(files[stream]),
    close() {
      for (const fd of Object.values(files)) closeSync(fd);
    },
  };
}

function stateDirIn(config: string | undefined): string | undefined {
  try {
    const { stateDir } = JSON.parse(config ?? '{}') as { stateDir?: unknown };
    return typeof stateDir === 'string' ? stateDir : undefined;
  } catch {
    return undefined;
  }
}

function openPipes(folder: string, id: string): Partial<Record<StreamName, number>> {
  const files: Partial<Record<StreamName, number>> = {};
  for (const stream of ['stdout', 'stderr'] as const) {
    try {
      // containerd gives each set of pipes a folder of its own.
      const [own = ''] = readdirSync(folder);
      files[stream] = openSync(join(folder, own, `${id}-${stream}`), constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      // The runtime is elsewhere, or there is no such pipe: a terminal has no stderr.
    }
  }
  return files;
}

const mostWaits = 50;
const waitMs = 10;

/** Until the writing end is closed, or nothing came for a while. */
async function readRest(fd: number | undefined): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let waits = 0; fd !== undefined && waits < mostWaits; ) {
    const piece = Buffer.alloc(64 * 1024);
    const count = readNow(fd, piece);
    if (count === 0) break;
    if (count === undefined) {
      waits++;
      await pause(waitMs);
    } else {
      pieces.push(piece.subarray(0, count));
    }
  }
  return Buffer.concat(pieces);
}

/** Undefined when there is nothing at the moment. */
function readNow(fd: number, piece: Buffer): number | undefined {
  try {
    return readSync(fd, piece, 0, piece.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
