import { CrixError, messageOf } from '../errors.ts';
import { parseBoolean, parseDuration, parseInt64 } from '../model/go-values.ts';

/** crictl.yaml once read. Absent keys are undefined. */
export interface ConfigValues {
  'runtime-endpoint'?: string;
  'image-endpoint'?: string;
  /** Seconds. */
  timeout?: number;
  debug?: boolean;
  'pull-image-on-create'?: boolean;
  'disable-pull-on-run'?: boolean;
  'max-retries'?: number;
}

export type ConfigKey = keyof ConfigValues;

type Kind = 'text' | 'seconds' | 'count' | 'boolean';

/** Every key, in the order that crictl writes and lists them. */
export const configKeys: Readonly<Record<ConfigKey, Kind>> = {
  'runtime-endpoint': 'text',
  'image-endpoint': 'text',
  timeout: 'seconds',
  debug: 'boolean',
  'pull-image-on-create': 'boolean',
  'disable-pull-on-run': 'boolean',
  'max-retries': 'count',
};

export function isConfigKey(name: string): name is ConfigKey {
  return Object.hasOwn(configKeys, name);
}

/** The file's values; undefined when there is no such file. @throws CrixError naming the file and the key */
export async function readConfig(path: string): Promise<ConfigValues | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : parseConfig(text, path);
}

export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const why = code === 'EISDIR' ? 'it is a directory' : code === 'EACCES' ? 'permission denied' : messageOf(error);
    throw new CrixError('failure', `cannot read config file ${path}: ${why}`, { cause: error });
  }
}

/** Whether there is a file. A failed attempt to read one takes ten times as long, and most nodes have one of two. */
export async function isFile(path: string): Promise<boolean> {
  return bunFile(path)?.exists() ?? (await import('./node-files.ts')).exists(path);
}

async function readFile(path: string): Promise<string> {
  return bunFile(path)?.text() ?? (await import('./node-files.ts')).read(path);
}

interface BunFile {
  exists(): Promise<boolean>;
  text(): Promise<string>;
}

/** Bun reads a file without node:fs, which would take longer to load than the rest of a list command. */
function bunFile(path: string): BunFile | undefined {
  const { Bun } = globalThis as { Bun?: { file(path: string): BunFile } };
  return Bun?.file(path);
}

export async function parseConfig(text: string, path: string): Promise<ConfigValues> {
  const values: Record<string, unknown> = {};
  for (const [key, written] of await entriesOf(text, path)) {
    if (!isConfigKey(key)) {
      throw new CrixError('failure', `unknown key ${JSON.stringify(key)} in config file ${path}`, {
        hint: `known keys: ${Object.keys(configKeys).join(', ')}`,
      });
    }
    values[key] = configValue(key, written, ` in config file ${path}`);
  }
  return values as ConfigValues;
}

/** One value from its text. `where` ends the message. @throws CrixError */
export function configValue(key: ConfigKey, text: string, where = ''): string | number | boolean {
  const kind = configKeys[key];
  if (kind === 'text') return text;
  const value = kind === 'boolean' ? parseBoolean(text) : kind === 'seconds' ? secondsOf(text) : countOf(text);
  if (value === undefined) {
    const wanted = { boolean: 'true or false', seconds: 'seconds, such as 10 or 10s', count: 'a whole number' }[kind];
    throw new CrixError('failure', `invalid value ${JSON.stringify(text)} for ${key}${where}: want ${wanted}`);
  }
  return value;
}

function secondsOf(text: string): number | undefined {
  const nanos = parseDuration(text, { bareSeconds: true });
  return nanos === undefined ? undefined : Number(nanos / 1_000_000n) / 1000;
}

function countOf(text: string): number | undefined {
  const value = parseInt64(text);
  return value === undefined ? undefined : Number(value);
}

/** A line `key: scalar` with an optional comment, as nearly every crictl.yaml consists of. */
const plainLine = /^([A-Za-z][\w-]*):[ \t]+(?:"([^"\\]*)"|'([^']*)'|([\w/.:+-][^#"'\n]*?))?[ \t]*(?:#.*)?$/;

/**
 * Keys and scalar texts in the file's order, duplicates kept. A flat file is read line by line, which keeps the YAML
 * library off the path of every command; anything else goes through it.
 */
async function entriesOf(text: string, path: string): Promise<[string, string][]> {
  const entries: [string, string][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]*(#.*)?$/.test(line)) continue;
    const match = plainLine.exec(line);
    const scalar = match?.[2] ?? match?.[3] ?? match?.[4];
    if (match === null || scalar === undefined || /: | #/.test(match[4] ?? '')) return entriesOfYaml(text, path);
    entries.push([match[1] as string, scalar]);
  }
  return entries;
}

async function entriesOfYaml(text: string, path: string): Promise<[string, string][]> {
  const { PlainScalar, readYamlAsWritten } = await import('../yaml.ts');
  let node: ReturnType<typeof readYamlAsWritten>;
  try {
    node = readYamlAsWritten(text);
  } catch (error) {
    throw new CrixError('failure', `config file ${path} is ${messageOf(error)}`, { cause: error });
  }
  if (node === undefined) return [];
  if (typeof node !== 'object' || Array.isArray(node) || node instanceof PlainScalar) {
    throw new CrixError(
      'failure',
      `config file ${path} does not hold keys and values: ${JSON.stringify(text.slice(0, 40))}`,
    );
  }
  return Object.entries(node).map(([key, value]) => {
    if (value instanceof PlainScalar) return [key, value.text === 'null' || value.text === '~' ? '' : value.text];
    if (typeof value === 'string') return [key, value];
    throw new CrixError('failure', `invalid value for ${key} in config file ${path}: want a single value`);
  });
}
