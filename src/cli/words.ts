import { usageError } from '../errors.ts';
import type { Flag, Flags } from './define.ts';

/** How words become flags. crictl follows Go's urfave/cli, docker follows pflag. */
export interface Grammar {
  /** Flags end at the first positional. */
  halts: boolean;
  /** `-it` is `-i -t`. */
  combines: boolean;
  /** `-timeout 5s` is `--timeout 5s` (Go's flag package). */
  oneDashLong: boolean;
}

/** What was typed, before types: long name to the texts given for it, in order. */
export interface RawArgs {
  values: Map<string, string[]>;
  positionals: string[];
}

/** One spelling of one flag, ready to look up. */
export interface FlagIndex {
  long: Map<string, string>;
  short: Map<string, string>;
  flags: Flags;
}

export function indexFlags(flags: Flags): FlagIndex {
  const long = new Map<string, string>();
  const short = new Map<string, string>();
  for (const [name, flag] of Object.entries(flags)) {
    long.set(name, name);
    for (const alias of flag.aliases ?? []) long.set(alias, name);
    if (flag.short !== undefined) short.set(flag.short, name);
  }
  return { long, short, flags };
}

/** Splits words into flags and positionals. @throws CrixError of kind usage that names the word */
export function splitWords(index: FlagIndex, words: readonly string[], grammar: Grammar): RawArgs {
  const raw: RawArgs = { values: new Map(), positionals: [] };
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      raw.positionals.push(...queue);
      break;
    }
    if (word.length < 2 || word[0] !== '-') {
      raw.positionals.push(word);
      if (!grammar.halts) continue;
      raw.positionals.push(...queue);
      break;
    }
    takeFlag(index, word, queue, grammar, raw);
  }
  return raw;
}

function takeFlag(index: FlagIndex, word: string, queue: string[], grammar: Grammar, raw: RawArgs): void {
  const equals = word.indexOf('=');
  const spelled = equals < 0 ? word : word.slice(0, equals);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const name = lookUp(index, spelled, grammar);
  if (name !== undefined) {
    store(index, name, spelled, inline, queue, raw);
    return;
  }
  if (spelled.startsWith('--')) throw unknownFlag(spelled);
  takeShorts(index, word.slice(1), queue, grammar, raw);
}

function lookUp(index: FlagIndex, spelled: string, grammar: Grammar): string | undefined {
  if (spelled.startsWith('--')) return index.long.get(spelled.slice(2));
  const bare = spelled.slice(1);
  const short = bare.length === 1 ? index.short.get(bare) : undefined;
  return short ?? (grammar.oneDashLong || bare.length === 1 ? index.long.get(bare) : undefined);
}

/** `-abn5`: booleans up to the first flag that takes a value; the rest of the word, if any, is that value. */
function takeShorts(index: FlagIndex, letters: string, queue: string[], grammar: Grammar, raw: RawArgs): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    const name = index.short.get(letter);
    if (name === undefined) throw unknownFlag(`-${letter}`, letters.length > 1 ? `-${letters}` : undefined);
    const rest = letters.slice(at + 1);
    const takesRest = rest.startsWith('=') || (rest !== '' && index.flags[name]?.type !== 'boolean');
    if (takesRest) {
      store(index, name, `-${letter}`, rest.replace(/^=/, ''), queue, raw);
      return;
    }
    if (rest !== '' && !grammar.combines) throw unknownFlag(`-${letters}`);
    store(index, name, `-${letter}`, undefined, queue, raw);
  }
}

function store(
  index: FlagIndex,
  name: string,
  spelled: string,
  inline: string | undefined,
  queue: string[],
  raw: RawArgs,
): void {
  let text = inline;
  if (text === undefined) {
    // A boolean never takes the next word: `exec -s ID true` runs `true`.
    text = (index.flags[name] as Flag).type === 'boolean' ? 'true' : queue.shift();
  }
  if (text === undefined) throw usageError(`flag needs an argument: ${spelled}`);
  const texts = raw.values.get(name);
  if (texts === undefined) raw.values.set(name, [text]);
  else texts.push(text);
}

function unknownFlag(spelled: string, within?: string): Error {
  return usageError(within === undefined ? `unknown flag: ${spelled}` : `unknown flag: ${spelled} in ${within}`);
}
