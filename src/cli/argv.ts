import type { Args, Flags, Persona } from './define.ts';
import { globalFlags } from './globals.ts';
import { typedArgs, type ValueRules } from './values.ts';
import { type FlagIndex, type Grammar, indexFlags, type RawArgs, splitWords } from './words.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The name the program was started by chooses the grammar: a link called crictl or docker is that program. */
export function personaOf(program: string): Persona {
  const file = program.slice(program.lastIndexOf('/') + 1);
  // Every start comes here, and compiling a pattern takes longer than all the rest.
  const name = file.includes('.') ? file.replace(/\.(js|cjs|exe)$/, '') : file;
  return name === 'crictl' || name === 'docker' ? name : 'crix';
}

export interface GlobalArgs {
  args: Args<typeof globalFlags>;
  /** The command's name; undefined when none was typed. */
  command: string | undefined;
  rest: readonly string[];
}

/** The flags before the command, the command, and what follows it. */
export function splitGlobal(words: readonly string[], env: Env, persona: Persona): GlobalArgs {
  const raw = splitWords(indexFlags(globalFlags), words, { halts: true, combines: true, oneDashLong: true });
  const args = typedArgs(globalFlags, raw, env, valueRules(persona));
  const [command, ...rest] = args.positionals;
  return { args, command, rest };
}

/** The lean splitter, or yargs in its place. */
export type Split = (index: FlagIndex, words: readonly string[], grammar: Grammar) => RawArgs;

export interface CommandGrammar {
  flags: Flags;
  stopsAtPositional?: true;
  separateShorts?: true;
}

/** The chosen command's own words. `-h` and `--help` are known to every command that does not use them itself. */
export function parseCommand(
  command: CommandGrammar,
  words: readonly string[],
  env: Env,
  persona: Persona,
  split: Split = splitWords,
): Args {
  const grammar: Grammar = {
    halts: command.stopsAtPositional === true,
    combines: !(persona === 'crictl' && command.separateShorts),
    oneDashLong: persona !== 'docker',
  };
  const flags = withHelp(command.flags);
  return typedArgs(flags, split(indexFlags(flags), words, grammar), env, valueRules(persona));
}

function withHelp(flags: Flags): Flags {
  if ('help' in flags) return flags;
  const usesH = Object.values(flags).some((flag) => flag.short === 'h');
  return { ...flags, help: { type: 'boolean', help: 'Show this help', ...(usesH ? {} : { short: 'h' }) } };
}

/** crictl's durations need a unit; crix and docker read a bare number as seconds. */
function valueRules(persona: Persona): ValueRules {
  return { strictDurations: persona === 'crictl' };
}
