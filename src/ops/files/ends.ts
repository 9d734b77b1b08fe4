import { CrixError } from '../../errors.ts';

/** One side of a copy. */
export interface CopyEnd {
  /** Undefined: this machine. */
  container: string | undefined;
  path: string;
}

export interface CopyEnds {
  container: string;
  inside: string;
  /** `-` is a tar archive. */
  outside: string;
  direction: 'in' | 'out';
}

/** `CONTAINER:PATH` on exactly one side. @throws CrixError in docker's words */
export function copyEnds(source: string, target: string): CopyEnds {
  if (source === '') throw new CrixError('failure', 'source can not be empty');
  if (target === '') throw new CrixError('failure', 'destination can not be empty');
  const [from, to] = [endOf(source), endOf(target)];
  if (from.container !== undefined && to.container !== undefined) {
    throw new CrixError('unsupported', 'copying between containers is not supported');
  }
  if (from.container !== undefined) {
    return { container: from.container, inside: from.path, outside: to.path, direction: 'out' };
  }
  if (to.container !== undefined) {
    return { container: to.container, inside: to.path, outside: from.path, direction: 'in' };
  }
  throw new CrixError('failure', 'must specify at least one container source');
}

/** A colon after a leading slash or dot belongs to a path of this machine. */
function endOf(word: string): CopyEnd {
  const colon = word.indexOf(':');
  if (colon < 0 || word.startsWith('/') || word.startsWith('.')) return { container: undefined, path: word };
  return { container: word.slice(0, colon), path: word.slice(colon + 1) };
}
