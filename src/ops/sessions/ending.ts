import { CrixError } from '../../errors.ts';
import type { Ending } from '../../stream/status.ts';

/** docker's status for "something went wrong on the way": the command's own is not known. */
const unknownStatus = 125;

/**
 * The exit status of a session's end.
 * @throws CrixError with a status where there is something to say
 */
export function statusOfEnding(ending: Ending): number {
  switch (ending.kind) {
    case 'success':
    case 'detached':
      return 0;
    case 'exit':
      return ending.code;
    case 'failure':
      throw new CrixError('remote-exit', ending.message, { status: ending.code ?? 1 });
    case 'unknown':
      throw new CrixError('remote-exit', 'the command ended without reading all its input; its status is not known', {
        status: unknownStatus,
        hint: 'the runtime sends no status then: give the command no more input than it reads',
      });
  }
}
