import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Init } from '../../cri/api.ts';
import type { Mount } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';

/** A folder or file of the host in the container. */
export interface BindMount {
  source: string;
  target: string;
  readonly: boolean;
  propagation: 'PROPAGATION_PRIVATE' | 'PROPAGATION_HOST_TO_CONTAINER' | 'PROPAGATION_BIDIRECTIONAL';
  /** `-v` makes a missing folder; `--mount` refuses. */
  makeSource: boolean;
}

export interface TmpfsMount {
  target: string;
  /** Bytes; undefined: no limit of its own. */
  sizeBytes?: bigint;
  mode: number;
}

/**
 * Makes the folders that the mounts need. CRI has no tmpfs mounts: each is a folder in /run, which is a tmpfs, so it has no
 * size limit of its own.
 *
 * @returns what removes the folders for tmpfs again @throws CrixError naming a missing source, before anything is made
 */
export async function prepareMounts(
  binds: readonly BindMount[],
  tmpfs: readonly TmpfsMount[],
  mounts: readonly Init<Mount>[],
): Promise<() => Promise<void>> {
  for (const { source, makeSource } of binds) {
    if (!makeSource && !existsSync(source)) {
      throw new CrixError(
        'failure',
        `invalid mount config for type "bind": bind source path does not exist: ${source}`,
      );
    }
  }
  for (const { source, makeSource } of binds)
    if (makeSource && !existsSync(source)) mkdirSync(source, { recursive: true });
  const folders = tmpfs.map(({ target, mode }) => {
    const path = mounts.find((mount) => mount.containerPath === target)?.hostPath ?? '';
    mkdirSync(path, { recursive: true });
    chmodSync(path, mode);
    return path;
  });
  return async () => {
    for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true });
  };
}
