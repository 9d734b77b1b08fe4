import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface Space {
  totalBytes: number;
  /** What a program without root's reserve may still write. */
  freeBytes: number;
  totalInodes: number;
  freeInodes: number;
}

/** The files of a machine: this one, or one whose disk is mounted below a folder. Nothing here throws. */
export class Host {
  /** Empty for this machine. */
  readonly root: string;

  constructor(root: string) {
    this.root = root === '/' ? '' : root.replace(/\/+$/, '');
  }

  /** Where a path of the machine lies. */
  real(path: string): string {
    return this.root === '' ? path : join(this.root, path);
  }

  read(path: string): string | undefined {
    return attempt(() => readFileSync(this.real(path), 'utf8'));
  }

  /** Names in a folder, in the order of their bytes; undefined when it is no folder or cannot be read. */
  list(path: string): string[] | undefined {
    return attempt(() =>
      readdirSync(this.real(path)).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
    );
  }

  stat(path: string): Stats | undefined {
    return attempt(() => statSync(this.real(path)));
  }

  has(path: string): boolean {
    return existsSync(this.real(path));
  }

  isExecutable(path: string): boolean {
    const stat = this.stat(path);
    return stat?.isFile() === true && (stat.mode & 0o111) !== 0;
  }

  /** A path without the links in its folders; the file itself may be missing. */
  resolved(path: string): string {
    return attempt(() => join(realpathSync(this.real(dirname(path))), basename(path))) ?? path;
  }

  /** What a link says, whether or not that exists. */
  link(path: string): string | undefined {
    return attempt(() => readlinkSync(this.real(path)));
  }

  space(path: string): Space | undefined {
    return attempt(() => {
      const { bsize, blocks, bavail, files, ffree } = statfsSync(this.real(path));
      return { totalBytes: blocks * bsize, freeBytes: bavail * bsize, totalInodes: files, freeInodes: ffree };
    });
  }

  /** The first bytes of a file. */
  head(path: string, count: number): Buffer | undefined {
    return attempt(() => readFileSync(this.real(path)).subarray(0, count));
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
