import { CrixError } from '../errors.ts';
import { personaOf } from './argv.ts';
import { builtin } from './builtin.ts';
import { exitStatus } from './exit.ts';
import type { Surroundings } from './front.ts';
import { processIo } from './io.ts';

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** What else can be meant for a program in a container. */
const furtherSignals = ['SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM'] as const;

export interface ProcessSurroundings extends Surroundings {
  /** The status to end with, given the command's. Ends the program if it was told to by SIGHUP. To be called last. */
  end(status: number): number;
}

/** The real process as the front door sees it. */
export function fromProcess(): ProcessSurroundings {
  let made: AbortController | undefined;
  const controller = (): AbortController => {
    made ??= new AbortController();
    return made;
  };
  let closed = false;
  const io = processIo(() => {
    controller().abort(new CrixError('cancelled', '', { status: exitStatus.closedPipe }));
    // A command that does not watch the signal ends as it likes, but nobody has read all of it.
    closed = true;
  });
  let watching = false;
  let hungUp = false;
  let taker: ((name: NodeJS.Signals) => void) | undefined;
  const onSignal = (name: NodeJS.Signals, number: number): void => {
    // Of a terminal that is gone the program dies in any event.
    if (name === 'SIGHUP') hungUp ||= taker === undefined || io.stdinIsTerminal;
    if (taker !== undefined) {
      taker(name);
      return;
    }
    // The second one means it: something does not let go.
    if (controller().signal.aborted) process.exit(128 + number);
    controller().abort(new CrixError('cancelled', '', { status: 128 + number }));
  };
  const watch = (): void => {
    if (watching) return;
    watching = true;
    for (const [name, number] of Object.entries(signalNumbers)) {
      process.on(name, () => onSignal(name as NodeJS.Signals, number));
    }
  };
  return {
    program: startedAs(),
    get programPath() {
      return isCompiled() ? process.execPath : (process.argv[1] ?? '');
    },
    words: process.argv.slice(2),
    env: process.env,
    io,
    // Handlers are set when someone asks: a command that only lists dies of a signal by default.
    signal() {
      // Every call under way listens, and there may be many: that is no leak.
      const { signal } = controller();
      if (!watching) builtin('node:events').setMaxListeners(0, signal);
      watch();
      return signal;
    },
    takeSignals(taken) {
      watch();
      taker = taken;
      const listeners = furtherSignals.map((name) => [name, () => taken(name)] as const);
      for (const [name, listener] of listeners) process.on(name, listener);
      return () => {
        taker = undefined;
        for (const [name, listener] of listeners) process.removeListener(name, listener);
      };
    },
    async runApart(dockerWords) {
      const { spawn } = await import('node:child_process');
      const program = startedAs();
      const words = personaOf(program) === 'docker' ? dockerWords : ['docker', ...dockerWords];
      const script = isCompiled() ? [] : ['--', program];
      spawn(process.execPath, [...script, ...words], { detached: true, stdio: 'ignore' }).unref();
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
  return isCompiled() ? process.argv0 : (process.argv[1] ?? 'crix');
}

function isCompiled(): boolean {
  return 'Bun' in globalThis && !process.argv[1]?.endsWith('.js');
}
