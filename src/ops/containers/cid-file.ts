import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { CrixError, messageOf } from '../../errors.ts';

export interface IdFile {
  write(id: string): void;
  /** Nothing was made: the file goes again. */
  giveUp(): void;
}

/** Makes the file for a container's ID before anything else is made. @throws CrixError when it is there already */
export function claimIdFile(path: string): IdFile {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isThere ? 'make sure that the other container is not running, or delete it' : messageOf(error);
    throw new CrixError('failure', `container ID file ${isThere ? 'found' : 'cannot be made'}: ${path}: ${why}`);
  }
  return {
    write(id) {
      writeSync(file, id);
      closeSync(file);
    },
    giveUp() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}
