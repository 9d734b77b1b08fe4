import { usageError } from '../errors.ts';
import { parseBoolean, parseDuration, parseInt64 } from '../model/go-values.ts';
import type { Args, Flag, Flags } from './define.ts';
import type { RawArgs } from './words.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What each type accepts: `strict` is crictl, whose durations need a unit. */
export interface ValueRules {
  strictDurations: boolean;
}

/** Texts to typed values: flag over environment over default. @throws CrixError of kind usage naming flag and value */
export function typedArgs<F extends Flags>(flags: F, raw: RawArgs, env: Env, rules: ValueRules): Args<F> {
  const values: Record<string, unknown> = {};
  const given = new Set<string>();
  for (const [name, flag] of Object.entries(flags)) {
    let texts = raw.values.get(name);
    const fromEnv = texts === undefined && flag.env !== undefined ? env[flag.env] : undefined;
    if (fromEnv !== undefined && fromEnv !== '') texts = [fromEnv];
    if (texts !== undefined) given.add(name);
    values[name] = texts === undefined ? defaultOf(flag) : typed(name, flag, texts, rules);
  }
  return { flags: values as Args<F>['flags'], given, positionals: raw.positionals };
}

function defaultOf(flag: Flag): unknown {
  if (flag.type === 'boolean') return flag.default ?? false;
  if (flag.type === 'list' || flag.type === 'strings') return [];
  return flag.default;
}

function typed(name: string, flag: Flag, texts: readonly string[], rules: ValueRules): unknown {
  if (flag.type === 'strings') return [...texts];
  if (flag.type === 'list') return texts.flatMap((text) => text.split(','));
  // Every copy is read, so that a bad one is found; the last one counts.
  return texts.map((text) => scalar(name, flag, text, rules)).at(-1);
}

function scalar(name: string, flag: Flag, text: string, rules: ValueRules): unknown {
  switch (flag.type) {
    case 'boolean':
      return booleanOf(name, text);
    case 'int':
      return Number(integerOf(name, text, 53n));
    case 'int64':
      return integerOf(name, text, 63n);
    case 'duration':
      return durationOf(name, text, rules);
    case 'string':
      return choiceOf(name, flag.values, text);
    default:
      return text;
  }
}

function booleanOf(name: string, text: string): boolean {
  const value = parseBoolean(text);
  if (value === undefined) throw invalid(name, text, 'true or false');
  return value;
}

function integerOf(name: string, text: string, bits: bigint): bigint {
  const value = parseInt64(text);
  const limit = 1n << bits;
  if (value === undefined) throw invalid(name, text, 'a whole number');
  if (value >= limit || value < -limit) throw invalid(name, text, 'a number in range');
  return value;
}

function durationOf(name: string, text: string, rules: ValueRules): bigint {
  const value = parseDuration(text, { bareSeconds: !rules.strictDurations });
  if (value === undefined) throw invalid(name, text, 'a duration such as 5s or 1m30s');
  return value;
}

function choiceOf(name: string, values: readonly string[] | undefined, text: string): string {
  if (values !== undefined && !values.includes(text)) throw invalid(name, text, `one of ${values.join(', ')}`);
  return text;
}

function invalid(name: string, text: string, wanted: string): Error {
  return usageError(`invalid value ${JSON.stringify(text)} for flag --${name}: want ${wanted}`);
}
