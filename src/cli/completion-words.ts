import type { Flag, Flags, Persona } from './define.ts';
import { globalFlags } from './globals.ts';
import { type Entry, registry } from './registry.ts';
import { type FlagIndex, indexFlags } from './words.ts';

export interface Candidate {
  word: string;
  /** What fish and zsh show beside it. */
  about?: string;
}

/** What fits at the place of the last word. Objects are looked up at the runtime by whoever asked. */
export type Wanted =
  | { kind: 'words'; words: Candidate[] }
  | { kind: 'files' }
  | { kind: 'containers'; states: readonly ContainerState[] }
  | { kind: 'pods' | 'images' };

type ContainerState = 'CONTAINER_CREATED' | 'CONTAINER_RUNNING' | 'CONTAINER_EXITED' | 'CONTAINER_UNKNOWN';

const nothing: Wanted = { kind: 'words', words: [] };
const files: Wanted = { kind: 'files' };
const pods: Wanted = { kind: 'pods' };
const images: Wanted = { kind: 'images' };

function containers(...states: ContainerState[]): Wanted {
  return { kind: 'containers', states };
}

const running = containers('CONTAINER_RUNNING');

/** Positionals of a command: one entry for each place; the last one is for all places after it. */
const positionals: Readonly<Record<string, readonly Wanted[]>> = {
  attach: [running, nothing],
  checkpoint: [running],
  cp: [containers(), files, nothing],
  create: [pods, files, files, nothing],
  debug: [pods, nothing],
  doctor: [fixed(['endpoint', 'runtime', 'network', 'disk', 'workloads', 'kubelet'])],
  exec: [running, nothing],
  history: [images, nothing],
  inspect: [containers()],
  inspecti: [images],
  inspectp: [pods],
  kill: [running],
  logs: [containers()],
  port: [pods, nothing],
  'port-forward': [pods, nothing],
  pull: [images, nothing],
  restart: [containers()],
  rm: [containers()],
  rmi: [images],
  rmp: [pods],
  run: [files, files, nothing],
  runp: [files, nothing],
  start: [containers('CONTAINER_CREATED')],
  stats: [containers(), nothing],
  statsp: [pods, nothing],
  stop: [running],
  stopp: [pods],
  top: [running, nothing],
  update: [containers('CONTAINER_CREATED', 'CONTAINER_RUNNING')],
  wait: [running],
};

const outputs = ['json', 'yaml', 'table', 'go-template'];
const lists = ['json', 'yaml', 'table'];

/** Values of flags, by long name; a command in front of the name says more. */
const flagValues: Readonly<Record<string, Wanted>> = {
  config: files,
  'profile-cpu': files,
  'profile-mem': files,
  'tls-ca': files,
  'tls-cert': files,
  'tls-key': files,
  export: files,
  'pod-config': files,
  output: fixed(outputs),
  'ps output': fixed(lists),
  'pods output': fixed(lists),
  'images output': fixed(lists),
  transport: fixed(['spdy', 'websocket']),
  stream: fixed(['stdout', 'stderr']),
  type: fixed(['created', 'started', 'stopped', 'deleted']),
  root: files,
  'log-root': files,
  'containerd-config': files,
  state: fixed(['created', 'running', 'exited', 'unknown']),
  'pods state': fixed(['ready', 'notready']),
  'inspectp state': fixed(['ready', 'notready']),
  pod: pods,
  image: images,
  id: containers(),
  'pods id': pods,
  'statsp id': pods,
};

function fixed(words: readonly string[]): Wanted {
  return { kind: 'words', words: words.map((word) => ({ word })) };
}

/** What could stand in place of the last of the words, which follow the program's name. It may be empty. */
export async function wantedAt(words: readonly string[], persona: Persona): Promise<Wanted> {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const global = scan(indexFlags(globalFlags), before, true);
  if (global.pending !== undefined) return valuesOf(global.pending, globalFlags, '');
  const [name, ...rest] = global.positionals;
  if (name === undefined) return firstWord(current, persona);
  const entry = registry.find((candidate) => isNamed(candidate, name) && isFor(candidate, persona));
  if (name === 'help') return rest.length === 0 ? commandNames(persona) : nothing;
  return entry === undefined ? nothing : inCommand(entry, rest, current, persona);
}

function firstWord(current: string, persona: Persona): Wanted {
  if (!current.startsWith('-')) return commandNames(persona);
  return inlineValue(current, globalFlags, '') ?? flagNames(globalFlags, persona);
}

async function inCommand(entry: Entry, rest: readonly string[], current: string, persona: Persona): Promise<Wanted> {
  const { command } = await entry.load();
  const {
    pending,
    positionals: typed,
    ended,
  } = scan(indexFlags(command.flags), rest, command.stopsAtPositional === true);
  if (pending !== undefined) return valuesOf(pending, command.flags, command.name);
  if (current.startsWith('-') && !ended) {
    return inlineValue(current, command.flags, command.name) ?? flagNames(command.flags, persona);
  }
  if (entry.name === 'completion') return typed.length === 0 ? fixed(['bash', 'zsh', 'fish']) : nothing;
  const places = positionals[entry.name] ?? [];
  return places[typed.length] ?? places.at(-1) ?? nothing;
}

interface Scanned {
  positionals: string[];
  /** The flag that still needs its value. */
  pending?: string | undefined;
  /** No flag can follow. */
  ended: boolean;
}

/** Like splitWords, but nothing is wrong: whoever completes has not finished typing. */
function scan(index: FlagIndex, words: readonly string[], halts: boolean): Scanned {
  const found: Scanned = { positionals: [], ended: false };
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined && !found.ended; word = queue.shift()) {
    if (word.length > 1 && word.startsWith('-') && word !== '--') {
      if (takesNext(index, word) && queue.shift() === undefined) found.pending = flagOf(index, word);
      continue;
    }
    if (word !== '--') found.positionals.push(word);
    if (word !== '--' && !halts) continue;
    found.positionals.push(...queue);
    found.ended = true;
  }
  return found;
}

function takesNext(index: FlagIndex, word: string): boolean {
  const name = flagOf(index, word);
  return name !== undefined && !word.includes('=') && index.flags[name]?.type !== 'boolean';
}

/** Of combined short flags the last one: only it can take the next word. */
function flagOf(index: FlagIndex, word: string): string | undefined {
  const bare = word.replace(/^--?/, '').replace(/=.*$/s, '');
  return index.long.get(bare) ?? (word.startsWith('--') ? undefined : index.short.get(bare.slice(-1)));
}

/** `--output=js`: candidates have to repeat the flag. */
function inlineValue(current: string, flags: Flags, command: string): Wanted | undefined {
  const [spelled = '', ...value] = current.split('=');
  if (value.length === 0) return undefined;
  const name = flagOf(indexFlags(flags), spelled);
  const wanted = name === undefined ? nothing : valuesOf(name, flags, command);
  return wanted.kind === 'words'
    ? { kind: 'words', words: wanted.words.map(({ word }) => ({ word: `${spelled}=${word}` })) }
    : nothing;
}

function valuesOf(name: string, flags: Flags, command: string): Wanted {
  const flag: Flag | undefined = flags[name];
  if (flag?.type === 'string' && flag.values !== undefined) return fixed(flag.values);
  return flagValues[`${command} ${name}`] ?? flagValues[name] ?? nothing;
}

function flagNames(flags: Flags, persona: Persona): Wanted {
  const words = Object.entries(flags)
    .filter(([, flag]) => !flag.hidden && (persona !== 'crictl' || !flag.beyond))
    .map(([name, flag]) => ({ word: `--${name}`, about: flag.help }));
  if (!('help' in flags)) words.push({ word: '--help', about: 'Show this help' });
  return { kind: 'words', words };
}

function commandNames(persona: Persona): Wanted {
  const words = registry
    .filter((entry) => !entry.hidden && isFor(entry, persona))
    .map((entry) => ({ word: entry.name, about: entry.summary }));
  words.push({ word: 'help', about: 'Show help for a command' });
  return { kind: 'words', words };
}

function isNamed(entry: Entry, name: string): boolean {
  return entry.name === name || entry.aliases?.includes(name) === true;
}

function isFor(entry: Entry, persona: Persona): boolean {
  return persona !== 'crictl' || entry.beyond !== true;
}
