import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { CrixError } from '../../errors.ts';
import { type Inside, pathOf } from '../../inside/walk.ts';
import type { Entry } from './entry.ts';

export interface SinkOptions {
  /** Give things the owners that they had. */
  keepsOwners: boolean;
  /** Told of what cannot be copied. */
  note(line: string): Promise<void>;
}

/** Writes entries below a folder. No link that is there or that is copied is ever followed. */
export class FolderSink {
  readonly #tree: Inside;
  readonly #folder: number;
  readonly #options: SinkOptions;
  /** Folders get their times and permissions at the end, when nothing more is written into them. */
  readonly #folders: { path: readonly string[]; entry: Entry }[] = [];

  constructor(tree: Inside, folder: number, options: SinkOptions) {
    this.#tree = tree;
    this.#folder = folder;
    this.#options = options;
  }

  async put(entry: Entry): Promise<void> {
    const { path, kind } = entry;
    const name = path.at(-1);
    if (name === undefined) return;
    const parent = this.#parentOf(path);
    const place = `${pathOf(parent)}/${name}`;
    if (kind === 'folder') this.#putFolder(parent, name, entry);
    else if (kind === 'file') await this.#putFile(parent, name, entry);
    else if (kind === 'link') this.#putLink(parent, name, entry);
    else if (kind === 'hard-link') this.#putHardLink(place, entry);
    else await this.#options.note(`${path.join('/')} is no file, folder or link, and is left out`);
    if (parent !== this.#folder) this.#tree.release(parent);
  }

  /** Nothing more comes. */
  finish(): void {
    for (const { path, entry } of this.#folders.reverse()) {
      const fd = this.#openFolder(path);
      if (this.#options.keepsOwners) fchownSync(fd, entry.uid, entry.gid);
      fchmodSync(fd, entry.mode);
      futimesSync(fd, entry.modifiedMs / 1000, entry.modifiedMs / 1000);
      closeSync(fd);
    }
  }

  #openFolder(path: readonly string[]): number {
    const parent = this.#parentOf(path);
    return openSync(`${pathOf(parent)}/${path.at(-1)}`, folderFlags);
  }

  /** Folders on the way are made if they are missing, as archives need not name them. */
  #parentOf(path: readonly string[]): number {
    let folder = this.#folder;
    for (const part of path.slice(0, -1)) {
      let next = this.#tree.open(folder, part);
      if (next === undefined) {
        mkdirSync(`${pathOf(folder)}/${part}`);
        next = this.#tree.open(folder, part);
      }
      if (next === undefined || !next.stats.isDirectory()) throw notFolder(path, part);
      if (folder !== this.#folder) this.#tree.release(folder);
      folder = next.fd;
    }
    return folder;
  }

  #putFolder(parent: number, name: string, entry: Entry): void {
    const known = this.#tree.open(parent, name);
    if (known !== undefined) this.#tree.release(known.fd);
    if (known === undefined || !known.stats.isDirectory()) {
      if (known !== undefined) unlinkSync(`${pathOf(parent)}/${name}`);
      mkdirSync(`${pathOf(parent)}/${name}`, { mode: 0o700 });
    }
    this.#folders.push({ path: entry.path, entry });
  }

  async #putFile(parent: number, name: string, entry: Entry): Promise<void> {
    const place = `${pathOf(parent)}/${name}`;
    const fd = this.#replace(parent, name);
    try {
      for await (const piece of entry.content()) writeAll(fd, piece);
      // Owner first: a change of owner takes set-user-id away.
      if (this.#options.keepsOwners) fchownSync(fd, entry.uid, entry.gid);
      fchmodSync(fd, entry.mode);
      futimesSync(fd, entry.modifiedMs / 1000, entry.modifiedMs / 1000);
    } catch (error) {
      rmSync(place, { force: true });
      throw error;
    } finally {
      closeSync(fd);
    }
  }

  /** A new file in place of what is there. One that is mounted there cannot be replaced, and is written anew. */
  #replace(parent: number, name: string): number {
    const place = `${pathOf(parent)}/${name}`;
    const known = this.#tree.open(parent, name);
    if (known !== undefined) {
      this.#tree.release(known.fd);
      const { stats } = known;
      if (stats.isDirectory()) throw isFolder(name);
      if (!stats.isFile() && !stats.isSymbolicLink()) {
        // A file in the place of /dev/null would break the node.
        throw new CrixError('failure', `${name} is a device, pipe or socket, and is not replaced`);
      }
      try {
        unlinkSync(place);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EBUSY' || !stats.isFile()) throw error;
        return openSync(place, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
      }
    }
    return openSync(place, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  }

  #putLink(parent: number, name: string, { target, uid, gid, modifiedMs }: Entry): void {
    const place = `${pathOf(parent)}/${name}`;
    this.#remove(parent, name);
    symlinkSync(target, place);
    if (this.#options.keepsOwners) lchownSync(place, uid, gid);
    lutimesSync(place, modifiedMs / 1000, modifiedMs / 1000);
  }

  #putHardLink(place: string, { path, target }: Entry): void {
    const parts = target.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..'))
      throw new CrixError('failure', `${path.join('/')} is a link out of the archive: ${target}`);
    const name = parts.at(-1) ?? '';
    rmSync(place, { force: true });
    linkSync(`${pathOf(this.#parentOf(parts))}/${name}`, place);
  }

  #remove(parent: number, name: string): void {
    const known = this.#tree.open(parent, name);
    if (known === undefined) return;
    this.#tree.release(known.fd);
    if (known.stats.isDirectory()) throw isFolder(name);
    unlinkSync(`${pathOf(parent)}/${name}`);
  }
}

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

function writeAll(fd: number, piece: Uint8Array): void {
  for (let rest = piece; rest.length > 0; ) rest = rest.subarray(writeSync(fd, rest));
}

function notFolder(path: readonly string[], part: string): CrixError {
  return new CrixError('failure', `cannot write ${path.join('/')}: ${part} is no folder there`);
}

function isFolder(name: string): CrixError {
  return new CrixError('failure', `cannot overwrite directory ${name} with what is no directory`);
}
