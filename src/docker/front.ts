import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type GlobalArgs, parseCommand } from '../cli/argv.ts';
import { builtin } from '../cli/builtin.ts';
import { withContext } from '../cli/context.ts';
import { inDaemonWords } from '../cli/daemon-words.ts';
import type { Args, Context, Flags } from '../cli/define.ts';
import { printError, statusOf } from '../cli/exit.ts';
import type { Surroundings } from '../cli/front.ts';
import { version } from '../cli/version.ts';
import { indexFlags, splitWords } from '../cli/words.ts';
import { CrixError, messageOf } from '../errors.ts';
import type { DockerCommand, Facts } from './define.ts';
import { groups, type MapRow, rows } from './map.ts';
import { explain } from './plan.ts';

const globalFlags = {
  config: { type: 'string', metavar: 'DIR', help: 'Folder of the client configuration (credentials)' },
  context: { type: 'string', short: 'c', help: 'Accepted and ignored: there is one runtime, the one of this node' },
  debug: { type: 'boolean', short: 'D', help: 'Say on stderr what is done' },
  explain: { type: 'boolean', beyond: true, help: 'Show the crix lines that do the same, and run nothing' },
  host: { type: 'strings', short: 'H', metavar: 'ENDPOINT', help: "The runtime's socket" },
  'log-level': { type: 'string', short: 'l', default: 'info', help: 'debug, info, warn, error or fatal' },
  tls: { type: 'boolean', help: 'Accepted and ignored' },
  tlscacert: { type: 'string', help: 'Accepted and ignored' },
  tlscert: { type: 'string', help: 'Accepted and ignored' },
  tlskey: { type: 'string', help: 'Accepted and ignored' },
  tlsverify: { type: 'boolean', help: 'Accepted and ignored' },
  version: { type: 'boolean', short: 'v', help: 'Show the version' },
  help: { type: 'boolean', short: 'h', help: 'Show help' },
} as const satisfies Flags;

type DockerGlobals = Args<typeof globalFlags>;

/** docker's grammar from the first word on. Never throws. `globals` are crix's own flags typed before `docker`. */
export async function runDockerWords(surroundings: Surroundings, globals: GlobalArgs['args']): Promise<number> {
  try {
    return await dispatch(surroundings, globals);
  } catch (error) {
    await printError(surroundings.io.stderr, error, { program: 'docker', debug: globals.flags.debug });
    return statusOf(error, 'docker');
  }
}

async function dispatch(surroundings: Surroundings, globals: GlobalArgs['args']): Promise<number> {
  const { io } = surroundings;
  const typed = await parseGlobals(surroundings.words);
  if (typed.flags.version) return show(surroundings, 'stdout', `Docker version ${version}, build crix\n`);
  const [first, ...rest] = typed.positionals;
  if (first === undefined || first === 'help' || typed.flags.help)
    return help(surroundings, typed, first === 'help' ? rest : []);
  checkLogLevel(typed.flags['log-level']);
  const found = findRow(typed.positionals);
  if (found === undefined) return unknown(surroundings, typed.positionals);
  const { row, words, rest: after } = found;
  if (row.load === undefined) throw new CrixError('unsupported', `${words.join(' ')} is not available: ${row.note}`);
  const { command } = await row.load();
  const args = await parsed(command, words, after, surroundings);
  if (args.flags['help']) return showCommandHelp(surroundings, command, words);
  const facts: Facts = {
    env: withConfigDir(surroundings, typed).env,
    now: () => BigInt(Date.now()) * 1_000_000n,
    stdinIsTerminal: io.stdinIsTerminal,
    stdoutIsTerminal: io.stdout.isTerminal,
    // Few commands ask: node:os costs a list half a millisecond.
    get cpus() {
      return builtin('node:os').availableParallelism();
    },
    get architecture() {
      return builtin('node:os').arch();
    },
    absolute: (path) => resolve(path),
    readText,
  };
  const plan = await command.translate(args, facts);
  if (typed.flags.explain) return show(surroundings, 'stdout', explain(plan));
  const needs = { configFile: true, reads: command.reads === true, command: words.join(' ') };
  const surrounding = withConfigDir(surroundings, typed);
  const perform = async (context: Context) => {
    try {
      return await plan.perform(context);
    } catch (error) {
      throw inDaemonWords(error, context.settings.runtimeEndpoint);
    }
  };
  return (await withContext(surrounding, withHost(globals, typed), 'docker', needs, perform)) ?? 0;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CrixError('usage', `cannot read ${path}: ${messageOf(error)}`, { cause: error });
  }
}

async function parseGlobals(words: readonly string[]): Promise<DockerGlobals> {
  const { typedArgs } = await import('../cli/values.ts');
  const raw = splitWords(indexFlags(globalFlags), words, { halts: true, combines: true, oneDashLong: false });
  return typedArgs(globalFlags, raw, {}, { strictDurations: false });
}

function checkLogLevel(level: string): void {
  const levels = ['debug', 'info', 'warn', 'error', 'fatal'];
  if (levels.includes(level)) return;
  throw new CrixError('usage', `unable to parse logging level: ${level}`, {
    status: 1,
    hint: `levels: ${levels.join(', ')}`,
  });
}

interface FoundRow {
  row: MapRow;
  words: string[];
  rest: readonly string[];
}

function findRow(words: readonly string[]): FoundRow | undefined {
  for (const count of [2, 1]) {
    const spelled = words.slice(0, count).join(' ');
    const row = rows.find((candidate) => candidate.words.includes(spelled));
    if (row !== undefined && words.length >= count)
      return { row, words: words.slice(0, count), rest: words.slice(count) };
  }
  return undefined;
}

async function parsed(
  command: DockerCommand,
  words: string[],
  rest: readonly string[],
  { env }: Surroundings,
): Promise<Args> {
  const args = parseCommand(command, rest, env, 'docker');
  const count = args.positionals.length;
  const { min, max = count } = command.arity;
  if (args.flags['help'] || (count >= min && count <= max)) return args;
  const name = words.join(' ');
  const wanted = min === max ? `exactly ${min}` : count < min ? `at least ${min}` : `at most ${max}`;
  const wording =
    max === 0 ? 'accepts no arguments' : `requires ${wanted} argument${(count < min ? min : max) === 1 ? '' : 's'}`;
  throw new CrixError('usage', `'docker ${name}' ${wording}`, {
    status: 1,
    hint: `Usage: docker ${name} ${command.usage}. See 'docker ${name} --help'`,
  });
}

/** Credentials are read where --config points, as docker does. */
function withConfigDir(surroundings: Surroundings, typed: DockerGlobals): Surroundings {
  const dir = typed.flags.config;
  return dir === undefined ? surroundings : { ...surroundings, env: { ...surroundings.env, DOCKER_CONFIG: dir } };
}

const schemes = ['unix', 'unix-abstract', 'tcp'];

function withHost(globals: GlobalArgs['args'], typed: DockerGlobals): GlobalArgs['args'] {
  const host = typed.flags.host.at(-1);
  const scheme = host === undefined ? undefined : /^([a-z-]*):\/\//i.exec(host)?.[1];
  if (scheme !== undefined && !schemes.includes(scheme)) {
    throw new CrixError('failure', `unable to parse docker host ${JSON.stringify(host)}`, {
      hint: `want one of: ${schemes.join(', ')}`,
    });
  }
  const given = new Set(globals.given);
  if (typed.flags.debug) given.add('debug');
  return {
    ...globals,
    given,
    flags: {
      ...globals.flags,
      debug: globals.flags.debug || typed.flags.debug,
      ...(host === undefined ? {} : { 'runtime-endpoint': host }),
    },
  };
}

async function unknown(surroundings: Surroundings, words: readonly string[]): Promise<number> {
  const [first = '', second] = words;
  const flag = words.slice(1).find((word) => word.startsWith('-'));
  if (groups.includes(first)) {
    if (second === undefined) return show(surroundings, 'stderr', await groupHelp(first));
    if (second === '--help' || second === '-h') return show(surroundings, 'stdout', await groupHelp(first));
  }
  if (flag !== undefined && !groups.includes(first))
    throw new CrixError('usage', `unknown flag: ${flag}`, { hint: "See 'docker --help'" });
  const spelled = groups.includes(first) ? `${first} ${second}` : first;
  const { nearest } = await import('../model/nearest.ts');
  const meant = nearest(
    spelled,
    rows.flatMap((row) => row.words),
  );
  throw new CrixError('usage', `unknown command: docker ${spelled}`, {
    status: 1,
    hint: meant === undefined ? "Run 'docker --help' for all commands" : `Did you mean 'docker ${meant}'?`,
  });
}

async function groupHelp(group: string): Promise<string> {
  const { dockerGroupHelp } = await import('./help.ts');
  return dockerGroupHelp(group);
}

async function help(surroundings: Surroundings, typed: DockerGlobals, words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    const found = findRow(words);
    if (found === undefined) return unknown(surroundings, words);
    if (found.row.load === undefined)
      return show(surroundings, 'stdout', `${found.words.join(' ')} is not available: ${found.row.note}\n`);
    return showCommandHelp(surroundings, (await found.row.load()).command, found.words);
  }
  const { dockerRootHelp } = await import('./help.ts');
  // docker alone is a mistake: its help goes to stderr, with status 0 all the same.
  const asked = typed.flags.help || typed.positionals.length > 0;
  return show(surroundings, asked ? 'stdout' : 'stderr', dockerRootHelp(globalFlags));
}

async function showCommandHelp(surroundings: Surroundings, command: DockerCommand, words: string[]): Promise<number> {
  const { dockerCommandHelp } = await import('./help.ts');
  return show(surroundings, 'stdout', dockerCommandHelp(command, words));
}

async function show(surroundings: Surroundings, where: 'stdout' | 'stderr', text: string): Promise<number> {
  await surroundings.io[where].write(text);
  return 0;
}
