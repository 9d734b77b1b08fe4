/** One thing on its way from one tree of files to another. */
export interface Entry {
  /** Parts of its path below what is copied, in the target's spelling; empty for that itself. Never `.`, `..` or with a slash. */
  readonly path: readonly string[];
  readonly kind: 'file' | 'folder' | 'link' | 'hard-link' | 'other';
  /** Permissions with set-user-id and the like. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly modifiedMs: number;
  /** Of a file. */
  readonly size: number;
  /** Of a link; of a hard link as path parts joined by slashes. */
  readonly target: string;
  /** The bytes of a file. They have to be taken before the next entry is. */
  content(): AsyncIterable<Uint8Array>;
}

/** Bytes that are moved at a time. */
export const pieceBytes = 256 * 1024;

export async function* noContent(): AsyncGenerator<Uint8Array> {
  // Folders and links have none.
}
