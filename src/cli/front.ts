import { CrixError, usageError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';
import { commandFor } from '../model/nouns.ts';
import { type GlobalArgs, parseCommand, personaOf, splitGlobal } from './argv.ts';
import type { Args, Command, Context, Io, Persona } from './define.ts';
import { exitStatus, printError, statusOf } from './exit.ts';
import { type Entry, registry } from './registry.ts';
import { version } from './version.ts';

/** What the process hands in. */
export interface Surroundings {
  /** argv[0] as typed: its last part chooses the persona. */
  program: string;
  /** The file of the program, perhaps by a link. */
  programPath: string;
  words: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  io: Io;
  signal(): AbortSignal;
  takeSignals: Context['takeSignals'];
  runApart: Context['runApart'];
}

/** Words in, one command chosen, one status out. Never throws. */
export async function run(surroundings: Surroundings): Promise<number> {
  const persona = personaOf(surroundings.program);
  if (persona === 'docker') return runDocker(surroundings, splitGlobal([], {}, 'docker').args);
  return guarded(surroundings, persona, () => dispatch(surroundings, persona));
}

/** docker has a grammar of its own from the first word on. */
async function runDocker(surroundings: Surroundings, globals: GlobalArgs['args']): Promise<number> {
  const { runDockerWords } = await import('../docker/front.ts');
  return runDockerWords(surroundings, globals);
}

async function guarded(surroundings: Surroundings, persona: Persona, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    await printError(surroundings.io.stderr, error, { program: persona, debug: surroundings.words.includes('-D') });
    return statusOf(error, persona);
  }
}

async function dispatch(surroundings: Surroundings, persona: Persona): Promise<number> {
  const { io, words, env } = surroundings;
  const global = await explained(surroundings, undefined, persona, () => splitGlobal(words, env, persona));
  if (global.args.flags.version && global.command === undefined) return show(io, `${persona} version ${version}\n`);
  if (global.command === undefined || global.args.flags.help) return show(io, await rootHelpText(persona));
  if (global.command === 'docker' && persona === 'crix') {
    return runDocker({ ...surroundings, words: global.rest }, global.args);
  }
  const entry = entryOf(global.command, persona);
  if (global.command === 'help' || global.command === 'h') return help(surroundings, global.rest[0], persona);
  if (entry === undefined) throw unknownCommand(global.command, persona);
  return runEntry(surroundings, entry, global, persona);
}

async function runEntry(
  surroundings: Surroundings,
  entry: Entry,
  global: GlobalArgs,
  persona: Persona,
): Promise<number> {
  const { command } = await entry.load();
  const split = surroundings.env['CRIX_FULL'] === '1' ? (await import('./parse.ts')).splitWithYargs : undefined;
  const args = await explained(surroundings, command, persona, () =>
    parseCommand(command, global.rest, surroundings.env, persona, split),
  );
  if (args.flags['help']) return showCommandHelp(surroundings.io, command, persona);
  const wrong = wrongCount(command, args, global.command ?? '');
  if (wrong !== undefined) {
    if (persona === 'crictl' && command.arity?.wrong === 'help')
      return showCommandHelp(surroundings.io, command, persona);
    throw wrong;
  }
  const { withContext } = await import('./context.ts');
  const globalArgs = entry === completer ? typedGlobals(global, surroundings, persona) : global.args;
  const needs = { configFile: entry.name !== 'config', reads: entry.reads === true, command: entry.name };
  const status = await withContext(surroundings, globalArgs, persona, needs, (context) => command.run(context, args));
  return status === 'help' ? showCommandHelp(surroundings.io, command, persona) : (status ?? exitStatus.ok);
}

function wrongCount(command: Command, args: Args, typed: string): CrixError | undefined {
  const { arity } = command;
  const count = args.positionals.length;
  if (arity === undefined || (count >= arity.min && count <= (arity.max ?? count))) return undefined;
  const wanted =
    count < arity.min
      ? 'more arguments are needed'
      : `too many arguments: ${JSON.stringify(args.positionals[arity.max ?? 0])}`;
  // `image rm IMAGE`, as in docker: the verb stands alone here.
  const alone = count > 1 ? commandFor(typed, args.positionals[0]) : undefined;
  const isCommand = registry.some(({ name }) => name === alone?.split(' ')[0]);
  return usageError(
    `${command.name}: ${wanted}`,
    isCommand ? `did you mean \`crix ${alone}\`?` : `usage: ${command.name} ${command.usage}`,
  );
}

/** Runs a parser; what it refuses is shown as each persona does: crictl prints the usage too. */
async function explained<T>(
  surroundings: Surroundings,
  command: Command | undefined,
  persona: Persona,
  parse: () => T,
): Promise<T> {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof CrixError) || error.kind !== 'usage') throw error;
    if (persona === 'crictl') {
      const { usageText } = await import('./parse.ts');
      const usage = command === undefined ? await rootHelpText(persona) : await usageText(persona, command);
      await surroundings.io.stdout.write(usage);
      throw error;
    }
    throw usageError(error.message, await usageHint(error.message, command, persona));
  }
}

async function usageHint(message: string, command: Command | undefined, persona: Persona): Promise<string> {
  const see = command === undefined ? `${persona} --help` : `${persona} ${command.name} --help`;
  const typed = /unknown flag: -{1,2}([\w-]+)/.exec(message)?.[1];
  const { globalFlags } = await import('./globals.ts');
  const meant = typed === undefined ? undefined : nearest(typed, Object.keys(command?.flags ?? globalFlags));
  return meant === undefined ? `see \`${see}\`` : `did you mean --${meant}? See \`${see}\``;
}

/** Apart from the registry, which it reads. */
const completer: Entry = {
  name: '__complete',
  summary: 'Print what fits in place of the last word',
  group: 'crix',
  load: () => import('../commands/complete.ts'),
};

/** The runtime to complete from is the one that the unfinished line names. */
function typedGlobals(global: GlobalArgs, { env }: Surroundings, persona: Persona): GlobalArgs['args'] {
  try {
    return splitGlobal(global.rest.slice(1, -1), env, persona).args;
  } catch {
    return global.args;
  }
}

function entryOf(name: string, persona: Persona): Entry | undefined {
  if (name === completer.name) return completer;
  return registry.find(
    (entry) => (entry.name === name || entry.aliases?.includes(name)) && (persona !== 'crictl' || !entry.beyond),
  );
}

function unknownCommand(name: string, persona: Persona): CrixError {
  const names = registry.filter((entry) => !entry.hidden).flatMap((entry) => [entry.name, ...(entry.aliases ?? [])]);
  const meant = commandFor(name, undefined) ?? nearest(name, names);
  return new CrixError('usage', `unknown command ${JSON.stringify(name)}`, {
    ...(persona === 'crictl' ? { status: exitStatus.unknownCommand } : {}),
    hint: meant === undefined ? `see \`${persona} --help\` for all commands` : `did you mean \`${persona} ${meant}\`?`,
  });
}

async function help(surroundings: Surroundings, name: string | undefined, persona: Persona): Promise<number> {
  if (name === undefined) return show(surroundings.io, await rootHelpText(persona));
  const entry = entryOf(name, persona);
  if (entry === undefined) throw unknownCommand(name, persona);
  return showCommandHelp(surroundings.io, (await entry.load()).command, persona);
}

async function rootHelpText(persona: Persona): Promise<string> {
  const { rootHelp } = await import('./help.ts');
  return rootHelp(registry, persona, version);
}

async function commandHelpText(command: Command, persona: Persona): Promise<string> {
  const { commandHelp } = await import('./help.ts');
  return commandHelp(command, persona, persona);
}

async function showCommandHelp(io: Io, command: Command, persona: Persona): Promise<number> {
  return show(io, await commandHelpText(command, persona));
}

async function show(io: Io, text: string): Promise<number> {
  await io.stdout.write(text);
  return exitStatus.ok;
}
