import { CrixError } from '../errors.ts';
import { exitStatus } from './exit.ts';
import type { Surroundings } from './front.ts';
import { processIo } from './io.ts';

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export interface ProcessSurroundings extends Surroundings {
  /** The status to end with, given the command's. Ends the program if it was told to by SIGHUP. To be called last. */
  end(status: number): number;
}

/** The real process as the front door sees it. */
export function fromProcess(): ProcessSurroundings {
  const controller = new AbortController();
  let closed = false;
  const io = processIo(() => {
    controller.abort(new CrixError('cancelled', '', { status: exitStatus.closedPipe }));
    // A command that does not watch the signal ends as it likes, but nobody has read all of it.
    closed = true;
  });
  let watching = false;
  let hungUp = false;
  return {
    program: startedAs(),
    words: process.argv.slice(2),
    env: process.env,
    io,
    // Handlers are set when someone asks: a command that only lists dies of a signal by default.
    signal() {
      if (!watching) {
        watchSignals(controller);
        process.once('SIGHUP', () => {
          hungUp = true;
        });
      }
      watching = true;
      return controller.signal;
    },
    end(status) {
      if (hungUp) {
        // Node aborts in a normal exit when it cannot put back the settings of a terminal that is gone.
        process.removeAllListeners('SIGHUP');
        process.kill(process.pid, 'SIGHUP');
      }
      return closed ? exitStatus.closedPipe : status;
    },
  };
}

/** Under Node argv[1] keeps the link's name; a compiled binary has it in argv0. */
function startedAs(): string {
  return 'Bun' in globalThis && !process.argv[1]?.endsWith('.js') ? process.argv0 : (process.argv[1] ?? 'crix');
}

function watchSignals(controller: AbortController): void {
  for (const [name, number] of Object.entries(signalNumbers)) {
    process.on(name, () => {
      // The second one means it: something does not let go.
      if (controller.signal.aborted) process.exit(128 + number);
      controller.abort(new CrixError('cancelled', '', { status: 128 + number }));
    });
  }
}
