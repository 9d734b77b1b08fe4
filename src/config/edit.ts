import { randomUUID } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CrixError, messageOf } from '../errors.ts';
import { type ConfigKey, type ConfigValues, configKeys, parseConfig } from './file.ts';

type Value = string | number | boolean;

/** A crictl.yaml with these values set: comments, order and spelling of the rest stay. Every key ends up written. */
export async function editConfig(
  text: string,
  path: string,
  changes: Readonly<Partial<Record<ConfigKey, Value>>>,
): Promise<string> {
  const before = await parseConfig(text, path);
  const wanted = allValues({ ...before, ...changes } as ConfigValues);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const seen = new Set<string>();
  const edited = lines.map((line) => {
    const key = keyOf(line);
    if (key === undefined) return line;
    seen.add(key);
    // Every copy of a repeated key is set, so that no reader finds an old value.
    return key in changes ? withValue(line, wanted[key]) : line;
  });
  for (const [key, value] of Object.entries(wanted)) if (!seen.has(key)) edited.push(`${key}: ${written(value)}`);
  const result = `${edited.join(newline)}${newline}`;
  await verify(result, path, wanted);
  return result;
}

/** Every key with its value, zero where the file is silent, in crictl's order. */
export function allValues(values: ConfigValues): Record<ConfigKey, Value> {
  const zero = { text: '', seconds: 0, count: 0, boolean: false } as const;
  const all = Object.entries(configKeys).map(([key, kind]) => [key, values[key as ConfigKey] ?? zero[kind]]);
  return Object.fromEntries(all) as Record<ConfigKey, Value>;
}

function keyOf(line: string): ConfigKey | undefined {
  const key = /^(["']?)([\w-]+)\1[ \t]*:(?=[ \t]|$)/.exec(line)?.[2];
  return key !== undefined && Object.hasOwn(configKeys, key) ? (key as ConfigKey) : undefined;
}

function withValue(line: string, value: Value): string {
  const [, head = '', comment = ''] =
    /^([^:]*:)[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|.*?)([ \t]+#.*)?$/.exec(line) ?? [];
  return `${head} ${written(value)}${comment}`;
}

function written(value: Value): string {
  if (typeof value !== 'string') return String(value);
  const isPlain =
    /^[A-Za-z/][\w/.:-]*$/.test(value) && !/:$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

/** Lines are all this editor knows: a file in another style is left alone rather than broken. */
async function verify(text: string, path: string, wanted: Record<ConfigKey, Value>): Promise<void> {
  const found = await parseConfig(text, path).then(allValues, () => undefined);
  if (found !== undefined && Object.entries(wanted).every(([key, value]) => found[key as ConfigKey] === value)) return;
  throw new CrixError('failure', `cannot edit config file ${path}: it is not written as one "key: value" a line`, {
    hint: 'rewrite it in that form, then try again; nothing was changed',
  });
}

/** Replaces a file in one step; its mode, owner and the link that leads to it stay. Makes missing folders. */
export function writeAtomically(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    replace(path, text);
  } catch (error) {
    throw new CrixError('failure', `cannot write ${path}: ${messageOf(error)}`, { cause: error });
  }
}

function replace(path: string, text: string): void {
  const old = statSync(path, { throwIfNoEntry: false });
  // The rename would put a file in the place of /dev/null.
  if (old !== undefined && !old.isFile()) throw new CrixError('failure', 'it is no plain file');
  const target = old === undefined ? path : realpathSync(path);
  const draft = `${target}.${randomUUID()}.new`;
  const fd = openSync(draft, 'wx', old === undefined ? 0o644 : old.mode & 0o7777);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
    closeSync(fd);
    if (old !== undefined) chownSync(draft, old.uid, old.gid);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
