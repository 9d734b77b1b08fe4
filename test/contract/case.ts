import { readFileSync } from 'node:fs';
import type { JsonObject } from '../support/message-bytes.ts';
import type { Variations } from '../support/scripted-node.ts';

export interface ExpectedRequest {
  rpc: string;
  request: JsonObject;
  on?: 'runtime' | 'image';
}

/** What a run has to look like. */
export interface Expectation {
  requests: ExpectedRequest[];
  no_requests?: boolean;
  unordered?: boolean;
  ago?: 'exact';
  exit: number;
  /** null: not compared. Absent with `usage`: some text, worded freely. */
  stdout?: string | null;
  stdout_base64?: string;
  usage?: boolean;
  stderr_must_mention: string[];
  stderr_data?: string | string[];
  files_after?: Record<string, null | { text: string } | { yaml: unknown; must_contain?: string[] }>;
}

export type ScriptStep = { after_ms: number } & (
  | { append: { file: string; text: string } }
  | { rename: { file: string; to: string } }
  | { signal: NodeJS.Signals }
);

/** The keys are those of the contract's README. */
export interface Case extends Expectation {
  name: string;
  argv: string[];
  env?: Record<string, string | null>;
  files?: Record<string, string>;
  files_base64?: Record<string, string>;
  stdin?: string;
  server?: Variations & { none?: boolean | 'file'; image_socket?: boolean };
  script?: ScriptStep[];
  needs?: string;
  note?: string;
}

export function loadCases(): Case[] {
  const text = readFileSync(new URL('data/cases.jsonl', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
}
