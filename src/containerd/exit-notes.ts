import { decode } from '../cri/decode.ts';
import type { ExitNotes } from './api.ts';
import type { Events } from './gen/services.ts';
import { tables } from './gen/tables.ts';
import type { TaskExit } from './gen/types.ts';

const filters = ['topic=="/tasks/exit"'];

/** Notes down containerd's exit events until the signal aborts. Where there are none, nothing is noted and nothing fails. */
export function noteExits(events: Events, signal: AbortSignal): ExitNotes {
  const exits: TaskExit[] = [];
  const note = async (): Promise<void> => {
    for await (const { event } of events.subscribe({ filters }, { signal, timeoutMs: 0 })) {
      if (event) exits.push(decode(tables.of('TaskExit'), event.value));
    }
  };
  note().catch(() => {});
  return {
    commandsIn: (container) =>
      exits
        // The main process has the id of its container.
        .filter(({ containerId, id }) => containerId.startsWith(container) && id !== containerId)
        .map(({ exitStatus }) => exitStatus),
  };
}
