import type { Args, Context, Flags } from '../cli/define.ts';
import type { Plan } from './plan.ts';

/** Facts of the caller that a translation may use: nothing that can print or call. */
export interface Facts extends Pick<Context, 'env' | 'now'> {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** CPUs of this node. */
  readonly cpus: number;
  /** Of this node, as Node calls it, such as x64. */
  readonly architecture: string;
  /** A path of the caller made absolute. */
  absolute(path: string): string;
  /** A file of the caller. @throws CrixError naming it */
  readText(path: string): string;
}

/** One docker command: its flags as data and a pure translation into what crix does. */
export interface DockerCommand<F extends Flags = Flags> {
  readonly summary: string;
  /** As docker's help shows it after the command's words, such as `[OPTIONS] CONTAINER [CONTAINER...]`. */
  readonly usage: string;
  readonly flags: F;
  readonly arity: { readonly min: number; readonly max?: number };
  /** Flags end at the first positional: exec and run. */
  readonly stopsAtPositional?: true;
  /** It only asks, and for a moment: a signal ends it where it stands. */
  readonly reads?: true;
  /** @throws CrixError for what CRI cannot express, before anything is touched */
  translate(args: Args<F>, facts: Facts): Plan | Promise<Plan>;
}

export function defineDockerCommand<const F extends Flags>(command: DockerCommand<F>): DockerCommand<F> {
  return command;
}
