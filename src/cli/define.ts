import type { Settings } from '../config/settings.ts';
import type { Containerd } from '../containerd/api.ts';
import type { Cri } from '../cri/api.ts';

export type Persona = 'crix' | 'crictl' | 'docker';

interface FlagFacts {
  /** One letter, without the dash. */
  short?: string;
  /** Further long names, without dashes. */
  aliases?: readonly string[];
  /** Environment variable that supplies the value when the flag is absent. */
  env?: string;
  help: string;
  /** The word that help shows for the value. */
  metavar?: string;
  /** True when crictl has no such flag. */
  beyond?: true;
  hidden?: true;
}

export type Flag = FlagFacts &
  (
    | { type: 'boolean'; default?: boolean }
    | { type: 'string'; default?: string; values?: readonly string[] }
    /** A safe integer. Go's spellings (0x1f, 0o17, 1_000) are read. */
    | { type: 'int'; default?: number }
    | { type: 'int64'; default?: bigint }
    /** Nanoseconds; `5`, `5s`, `1m30s`. A bare number is seconds. */
    | { type: 'duration'; default?: bigint }
    /** Repeatable; every value is split on commas. */
    | { type: 'list' }
    /** Repeatable; values are kept whole. */
    | { type: 'strings' }
  );

/** Long name (without dashes) to flag. */
export type Flags = Readonly<Record<string, Flag>>;

type ValueOf<F extends Flag> = F extends { type: 'boolean' }
  ? boolean
  : F extends { type: 'list' | 'strings' }
    ? string[]
    : F extends { type: 'string' }
      ? F extends { default: string }
        ? string
        : string | undefined
      : F extends { type: 'int' }
        ? F extends { default: number }
          ? number
          : number | undefined
        : F extends { default: bigint }
          ? bigint
          : bigint | undefined;

export interface Args<F extends Flags = Flags> {
  /** By long name. Defaults filled in. */
  readonly flags: { readonly [K in keyof F]: ValueOf<F[K]> };
  /** Long names that were typed (or came from their environment variable). */
  readonly given: ReadonlySet<string>;
  readonly positionals: readonly string[];
}

export interface Example {
  line: string;
  does: string;
}

export interface Command<F extends Flags = Flags> {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One sentence without a full stop, starting with a verb. */
  readonly summary: string;
  /** More paragraphs for help. */
  readonly description?: string;
  /** What follows the command's name in the usage line, such as `[flags] CONTAINER [CONTAINER...]`. */
  readonly usage: string;
  readonly flags: F;
  /**
   * How many positionals are fine. `wrong` is what crictl does about another number: `help` shows the command's help with
   * status 0, `error` fails with status 1; crix and docker always fail with a usage error.
   */
  readonly arity?: { readonly min: number; readonly max?: number; readonly wrong: 'help' | 'error' };
  readonly examples: readonly [Example, Example, ...Example[]];
  /** Flags end at the first positional for every persona: the rest belongs to the command in the container. */
  readonly stopsAtPositional?: true;
  /** crictl does not let short flags combine here (`-it`). crix always does. */
  readonly separateShorts?: true;
  /** The exit status (undefined: 0), or `help` to show this command's help with status 0 as crictl does for some mistakes. */
  run(context: Context, args: Args<F>): Promise<number | 'help' | undefined>;
}

/** Only returns its argument: it lets TypeScript infer the flags' types. */
export function defineCommand<const F extends Flags>(command: Command<F>): Command<F> {
  return command;
}

/** Where bytes go. `write` resolves when more may be written; it never rejects: a closed pipe ends the program quietly. */
export interface Sink {
  readonly isTerminal: boolean;
  /** Nobody reads any more: what takes long may stop. */
  readonly isClosed: boolean;
  /** Width and height in cells; 80 by 24 when it is no terminal. */
  size(): { columns: number; rows: number };
  write(chunk: string | Uint8Array): Promise<void>;
}

/** A terminal that keys are typed at. */
export interface Terminal {
  size(): { columns: number; rows: number };
  /** Calls back at each change of size, until the returned function is called. */
  onResize(changed: () => void): () => void;
  /** Every key arrives as it is typed; the returned function puts things back, as does every way out of the program. */
  enterRawMode(): () => void;
}

export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Both end up in one place (a terminal, `2>&1`), so the order between them shows. */
  readonly sharesOutput: boolean;
  /** As stdout or stderr, for long streams: a slow reader does not stop the rest of the program. */
  flow(name: 'stdout' | 'stderr'): Promise<Sink>;
  /** The terminal on standard input; undefined when there is none. */
  terminal(): Promise<Terminal | undefined>;
  readonly stdinIsTerminal: boolean;
  /** Standard input, opened on first use. */
  stdin(): NodeJS.ReadStream;
  /** Everything on standard input. */
  readStdin(): Promise<Uint8Array>;
}

/** What a command may touch. Only cli/context.ts makes one; tests use test/support/fake-context.ts. */
export interface Context {
  readonly persona: Persona;
  readonly io: Io;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly settings: Settings;
  /** The file of this program, perhaps by a link. */
  readonly programPath: string;
  /** Aborted by SIGINT, SIGTERM, SIGHUP and by a closed stdout. Its reason is a CrixError of kind `cancelled`. */
  readonly signal: AbortSignal;
  /** From now on signals (SIGQUIT, SIGUSR1 and the like too) go to `taken` instead, until the returned function is called. */
  takeSignals(taken: (name: NodeJS.Signals) => void): () => void;
  /** Starts this program once more, with docker's words and on the same runtime, to go on by itself when this run is over. */
  runApart(dockerWords: readonly string[]): Promise<void>;
  /** Nanoseconds since 1970. */
  now(): bigint;
  /** The runtime's services; the first call connects. @throws CrixError of kind connect */
  cri(): Promise<Cri>;
  /** For commands that need both services: fails when the image service has its own socket and nobody listens there. */
  checkImages(): Promise<void>;
  /** containerd's own services on the runtime's socket; undefined when it is no containerd. */
  containerd(): Promise<Containerd | undefined>;
  /** Prints an error the way the front door does, for commands that go on with the next target. */
  report(error: unknown): Promise<void>;
  /** A line on stderr. Never shows secrets. */
  warn(line: string): Promise<void>;
  /** A line on stderr when --debug is set. */
  debug(line: string): void;
}
