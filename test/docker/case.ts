import { readFileSync } from 'node:fs';

/** A command: an argv for docker, or for one of the runner's own words (`@sleep`, `@host`, `@until`, `@untillog`). */
export type Step = readonly string[] | { argv: readonly string[]; as?: string; stdin?: string };

/** What happens while the judged command runs, one after another. */
export interface Act {
  when?: string;
  after_ms?: number;
  text?: string;
  signal?: NodeJS.Signals;
  rows?: number;
  cols?: number;
  eof?: true;
  run?: readonly string[];
}

export interface JsonExpectation {
  path: string;
  type?: string;
  value?: unknown;
  matches?: string;
  contains?: unknown;
  absent?: true;
}

export type FileSpec = string | null | { text?: string; mode?: string | number; link?: string; dir?: true };

export interface Case {
  name: string;
  world?: string;
  files?: Record<string, FileSpec>;
  setup?: readonly Step[];
  settle_ms?: number;
  argv?: readonly string[];
  env?: Record<string, string | null>;
  stdin?: string;
  stdin_times?: number;
  stdin_base64?: string;
  stdin_open?: true;
  tty?: { rows: number; cols: number; send?: readonly Act[] };
  script?: readonly Act[];
  exit: number | readonly number[];
  stdout?: string | null;
  stdout_lines_unordered?: readonly string[];
  stdout_contains?: readonly string[];
  keep?: string | readonly string[];
  keep_header?: number;
  stderr_must_mention?: readonly string[];
  stderr_data?: string;
  stderr_empty?: true;
  json?: readonly JsonExpectation[];
  then?: readonly { argv: readonly string[]; exit: number; stdout?: string | null }[];
  files_after?: Record<string, FileSpec>;
  took_ms?: readonly [number, number];
  norm?: readonly (readonly [string, string])[];
  alone?: true;
  needs?: string;
  mapped?: true;
  note?: string;
  cleanup?: readonly Step[];
}

export interface World {
  name: string;
  setup: readonly Step[];
  cleanup: readonly Step[];
}

export const loadCases = (): Case[] => load<Case>('cases.jsonl');
export const loadWorlds = (): World[] => load<World>('worlds.jsonl');

function load<T>(file: string): T[] {
  const text = readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
