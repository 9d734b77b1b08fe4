import { closeSync, fstatSync, readSync, type Stats, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Changes } from './changes.ts';
import { listRotations } from './rotation.ts';
import { type ByteSource, boundary, fileSource, gzipSource, nextTurn, openLogFile } from './source.ts';

export interface FollowDeps {
  /** True once the container has ended: what is in the file then is all there will be. */
  isOver(): Promise<boolean>;
  /** Ends the follow, as if the container had ended. */
  signal: AbortSignal;
  /** Aborted when it is worth asking `isOver` at once. */
  wake?: AbortSignal;
  /** How long to wait without a word from the file system before looking; shorter where nothing can be watched. */
  pollMs?: number;
}

export interface FollowStart {
  path: string;
  /** The open log file; the source closes it. */
  file: number;
  offset: number;
  /** Stamp of the newest rotated file when `file` was opened, or ''. */
  newestRotation: string;
}

const defaultPollMs = 1000;
const unwatchedPollMs = 200;
/** After a new file has appeared, the runtime may still finish a write to the old one. */
const settleMs = 100;
const headSize = 64;

/** A log file that grows, is truncated, or is renamed and made anew: every byte once, until the container is over. */
export function followSource(start: FollowStart, deps: FollowDeps): ByteSource {
  const follower = new Follower(start, deps);
  return { read: (target, offset) => follower.read(target, offset), close: () => follower.close() };
}

class Follower {
  readonly #path: string;
  readonly #deps: FollowDeps;
  readonly #changes: Changes;
  #file: number;
  #at: number;
  /** The file's first bytes: when they change, the file was truncated and written anew. */
  #head: Buffer;
  #newestRotation: string;
  /** Whole files that were written and rotated before we looked. */
  #missed: ByteSource[] = [];
  #isSettled = false;
  #isOver = false;

  constructor({ path, file, offset, newestRotation }: FollowStart, deps: FollowDeps) {
    this.#path = path;
    this.#deps = deps;
    this.#changes = new Changes(
      path,
      deps.wake === undefined ? deps.signal : AbortSignal.any([deps.signal, deps.wake]),
    );
    this.#file = file;
    this.#at = offset;
    this.#head = headOf(file);
    this.#newestRotation = newestRotation;
  }

  async read(target: Buffer, offset: number): Promise<number> {
    while (!this.#deps.signal.aborted) {
      this.#changes.forget();
      const count =
        this.#missed.length > 0 ? await this.#readMissed(target, offset) : this.#readCurrent(target, offset);
      if (count !== 0) {
        await nextTurn();
        return count;
      }
      const next = statSync(this.#path, { throwIfNoEntry: false });
      if (next !== undefined && next.ino !== fstatSync(this.#file).ino) {
        if (await this.#settle()) return this.#turnTo();
      } else if (this.#isOver) {
        return 0;
      } else {
        await this.#idle(next);
      }
    }
    return 0;
  }

  close(): void {
    this.#changes.close();
    for (const source of this.#missed) source.close();
    closeSync(this.#file);
  }

  #readCurrent(target: Buffer, offset: number): number {
    if (this.#isTruncated()) {
      this.#at = 0;
      this.#head = headOf(this.#file);
      return boundary;
    }
    const count = readSync(this.#file, target, offset, target.length - offset, this.#at);
    this.#at += count;
    if (count > 0) this.#isSettled = false;
    return count;
  }

  #isTruncated(): boolean {
    if (fstatSync(this.#file).size < this.#at) return true;
    const head = headOf(this.#file);
    const isSame = head.subarray(0, this.#head.length).equals(this.#head);
    if (isSame) this.#head = head;
    return !isSame;
  }

  async #readMissed(target: Buffer, offset: number): Promise<number> {
    const count = (await this.#missed[0]?.read(target, offset)) ?? 0;
    if (count !== 0) return count;
    this.#missed.shift()?.close();
    return boundary;
  }

  /** False for the first time: the old file is read once more after a moment. */
  async #settle(): Promise<boolean> {
    if (this.#isSettled) return true;
    await setTimeout(settleMs, undefined, { signal: this.#deps.signal }).catch(() => {});
    this.#isSettled = true;
    return false;
  }

  /** Leaves the renamed file for the ones written since, the last of them being the current one. */
  #turnTo(): number {
    const { ino } = fstatSync(this.#file);
    const rotations = listRotations(this.#path);
    const newer = rotations.filter(({ stamp }) => stamp > this.#newestRotation);
    const own = newer.findIndex(({ path }) => statSync(path, { throwIfNoEntry: false })?.ino === ino);
    // Packed by now, our file has another inode; it is the oldest of the new ones.
    const unread = newer.slice(own === -1 && newer[0]?.isGzip ? 1 : own + 1);
    this.#missed = unread.map(({ path, isGzip }) => (isGzip ? gzipSource(path) : fileSource(openLogFile(path), 0)));
    this.#newestRotation = rotations.at(-1)?.stamp ?? this.#newestRotation;
    closeSync(this.#file);
    this.#file = openLogFile(this.#path);
    this.#at = 0;
    this.#head = headOf(this.#file);
    this.#isSettled = false;
    return boundary;
  }

  /** Waits for a change. Only a quiet log is worth asking the runtime about. */
  async #idle(entry: Stats | undefined): Promise<void> {
    if (await this.#deps.isOver()) {
      this.#isOver = true;
      return;
    }
    // A deleted log comes back only when the runtime reopens it: then in the same folder.
    const pollMs =
      this.#deps.pollMs ?? (this.#changes.isWatching && entry !== undefined ? defaultPollMs : unwatchedPollMs);
    await this.#changes.wait(pollMs);
  }
}

function headOf(file: number): Buffer {
  const head = Buffer.alloc(headSize);
  return head.subarray(0, readSync(file, head, 0, headSize, 0));
}
