import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Case, FileSpec, JsonExpectation } from './case.ts';
import { normalise, type Variables } from './normalise.ts';
import type { Outcome, SessionSettings } from './session.ts';
import { type Program, Stage } from './stage.ts';

/** Runs a case and says what is wrong with the outcome; nothing when it is as recorded. */
export async function judge(test: Case, program: Program, world: Variables = new Map()): Promise<string[]> {
  const stage = new Stage(program, world);
  try {
    stage.writeFiles(test.files ?? {});
    for (const step of test.setup ?? []) await stage.step(step);
    if (test.settle_ms !== undefined) await pause(test.settle_ms);
    stage.markTime();
    const outcome = await stage.docker(test.argv ?? [], sessionOf(test, stage));
    return [...judgeOutcome(test, outcome, stage), ...(await judgeAfter(test, stage))];
  } finally {
    for (const step of test.cleanup ?? []) await stage.step(step);
    await stage.clear();
  }
}

function sessionOf(test: Case, stage: Stage): Partial<SessionSettings> {
  const text = test.stdin === undefined ? undefined : stage.expand(test.stdin).repeat(test.stdin_times ?? 1);
  const stdin = test.stdin_base64 === undefined ? text : Buffer.from(test.stdin_base64, 'base64');
  const env = Object.entries(test.env ?? {}).map(([name, value]) => [
    name,
    value === null ? undefined : stage.expand(value),
  ]);
  const acts = [...(test.tty?.send ?? []), ...(test.script ?? [])].map((act) =>
    act.text === undefined ? act : { ...act, text: stage.expand(act.text) },
  );
  return {
    env: Object.fromEntries(env),
    ...(stdin === undefined ? {} : { stdin: Buffer.from(stdin as string) }),
    keepsOpen: test.stdin_open === true,
    ...(test.tty === undefined ? {} : { terminal: test.tty }),
    acts,
    step: (argv) => stage.step(argv),
  };
}

function judgeOutcome(test: Case, outcome: Outcome, stage: Stage): string[] {
  const problems: string[] = [];
  const stderr = outcome.stderr.toString();
  const fine = [test.exit].flat();
  if (!fine.includes(outcome.exit))
    problems.push(`exit ${fine.join(' or ')} expected, got ${outcome.exit}\n${indent(stderr)}`);
  problems.push(...judgeText(test, outcome.stdout.toString(), stage.variables));
  for (const fact of test.stderr_must_mention ?? []) {
    const wanted = stage.expand(fact).toLowerCase();
    if (!stderr.toLowerCase().includes(wanted))
      problems.push(`stderr does not mention ${JSON.stringify(wanted)}\n${indent(stderr)}`);
  }
  if (
    test.stderr_data !== undefined &&
    !normalise(stderr, stage.variables, test.norm).includes(stage.expand(test.stderr_data))
  ) {
    problems.push(`stderr lacks ${JSON.stringify(test.stderr_data)}
${indent(stderr)}`);
  }
  if (test.stderr_empty && stderr !== '') problems.push(`stderr is not empty\n${indent(stderr)}`);
  const [least, most] = test.took_ms ?? [0, Number.POSITIVE_INFINITY];
  if (outcome.tookMs < least || outcome.tookMs > most)
    problems.push(`took ${Math.round(outcome.tookMs)} ms, wanted ${least} to ${most}`);
  return problems;
}

function judgeText(test: Case, text: string, variables: Variables): string[] {
  const problems: string[] = [];
  const actual = kept(test, normalise(text, variables, test.norm), variables);
  const compare = (expected: string): void => {
    if (!fits(actual, expected))
      problems.push(
        `stdout differs\n${indent(`wanted: ${JSON.stringify(expected)}\ngot:    ${JSON.stringify(actual)}`)}`,
      );
  };
  if (typeof test.stdout === 'string') compare(kept(test, normalise(test.stdout, new Map(), []), variables));
  if (test.stdout_lines_unordered !== undefined) {
    const lines = actual
      .split('\n')
      .filter((line) => line !== '')
      .sort();
    if (JSON.stringify(lines) !== JSON.stringify([...test.stdout_lines_unordered].sort()))
      problems.push(`stdout lines differ: ${JSON.stringify(lines)}`);
  }
  for (const piece of test.stdout_contains ?? []) {
    if (!fitsWithin(actual, piece)) problems.push(`stdout lacks ${JSON.stringify(piece)}\n${indent(actual)}`);
  }
  if (test.json !== undefined) problems.push(...judgeJson(test.json, text, variables));
  return problems;
}

function kept(test: Case, text: string, variables: Variables): string {
  if (test.keep === undefined) return text;
  const words = [test.keep].flat().flatMap((word) => [word, variables.get(word) ?? word]);
  const header = test.keep_header ?? 1;
  return text
    .split(/(?<=\n)/)
    .filter((line, index) => index < header || words.some((word) => line.includes(word)))
    .join('');
}

function pattern(expected: string): string {
  return expected
    .split('{ANY}')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[^\\n]*');
}

const fits = (actual: string, expected: string): boolean => new RegExp(`^${pattern(expected)}$`).test(actual);
const fitsWithin = (actual: string, piece: string): boolean => new RegExp(pattern(piece)).test(actual);

function judgeJson(expectations: readonly JsonExpectation[], text: string, variables: Variables): string[] {
  let document: unknown;
  try {
    document = parseDocument(text);
  } catch (error) {
    return [`stdout is no JSON: ${String(error)}\n${indent(text.slice(0, 500))}`];
  }
  return expectations.flatMap((expectation) => judgeValue(expectation, at(document, expectation.path), variables));
}

/** One document, or one a line: then the list of them, a single one itself. */
function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as unknown);
  }
}

function at(document: unknown, path: string): unknown {
  let value: unknown = document;
  // A single object on one line is the document itself, and also the first of a list of one.
  if (/^(\[\d+\]|#)/.test(path) && value !== null && typeof value === 'object' && !Array.isArray(value))
    value = [value];
  for (const [word] of path.matchAll(/\["[^"]*"\]|\[\d+\]|#|[^.[\]#]+/g)) {
    if (value === null || value === undefined) return undefined;
    if (word === '#') value = Array.isArray(value) ? value.length : Object.keys(value as object).length;
    else value = (value as Record<string, unknown>)[word.replace(/^\["?|"?\]$/g, '')];
  }
  return value;
}

function judgeValue(expectation: JsonExpectation, value: unknown, variables: Variables): string[] {
  const { path } = expectation;
  const wanted = expectation.absent ? (value === undefined ? [] : ['be absent']) : unmet(expectation, value, variables);
  return wanted.map((what) => `${path} should ${what}, is ${JSON.stringify(value)}`);
}

function unmet(expectation: JsonExpectation, value: unknown, variables: Variables): string[] {
  const { type, matches } = expectation;
  const same = (wanted: unknown, got: unknown): boolean => isSame(wanted, got, variables);
  const met: [isMet: boolean, wanted: string][] = [
    [type === undefined || type.split('|').includes(typeOf(value)), `be a ${type}`],
    [!('value' in expectation) || same(expectation.value, value), `be ${JSON.stringify(expectation.value)}`],
    [matches === undefined || new RegExp(matches).test(String(value)), `match ${matches}`],
    [
      !('contains' in expectation) || [value].flat().some((one) => same(expectation.contains, one)),
      `contain ${JSON.stringify(expectation.contains)}`,
    ],
  ];
  return met.flatMap(([isMet, wanted]) => (isMet ? [] : [wanted]));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isSame(wanted: unknown, got: unknown, variables: Variables): boolean {
  if (JSON.stringify(wanted) === JSON.stringify(got)) return true;
  if (got === undefined) return false;
  const text = (one: unknown): string => (typeof one === 'string' ? one : JSON.stringify(one));
  return fits(normalise(text(got), variables), normalise(text(wanted), new Map()));
}

async function judgeAfter(test: Case, stage: Stage): Promise<string[]> {
  const problems: string[] = [];
  for (const check of test.then ?? []) {
    const outcome = await stage.step(check.argv);
    if (outcome === undefined) continue;
    const { stdout, ...others } = { ...check };
    const as: Case = {
      name: test.name,
      exit: others.exit,
      ...(stdout === undefined ? {} : { stdout }),
      ...(test.norm === undefined ? {} : { norm: test.norm }),
    };
    problems.push(...judgeOutcome(as, outcome, stage).map((problem) => `then ${check.argv.join(' ')}: ${problem}`));
  }
  for (const [name, spec] of Object.entries(test.files_after ?? {})) problems.push(...judgeFile(name, spec, stage));
  return problems;
}

function judgeFile(name: string, spec: FileSpec, stage: Stage): string[] {
  const path = join(stage.dir, name);
  const found = fileAt(path, stage.variables);
  const wanted = describe(typeof spec === 'string' ? { text: spec } : spec);
  return fits(found, wanted) ? [] : [`${name} should be ${JSON.stringify(wanted)}, is ${JSON.stringify(found)}`];
}

function fileAt(path: string, variables: Variables): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (stat.isSymbolicLink()) return `a link to ${readlinkSync(path)}`;
  return stat.isDirectory() ? 'a folder' : `a file ${normalise(readFileSync(path, 'utf8'), variables)}`;
}

function describe(spec: Exclude<FileSpec, string>): string {
  if (spec === null) return 'nothing';
  if (spec.link !== undefined) return `a link to ${spec.link}`;
  return spec.dir ? 'a folder' : `a file ${spec.text === undefined ? '{ANY}' : normalise(spec.text, new Map())}`;
}

const indent = (text: string): string => text.trimEnd().replace(/^/gm, '      ');
