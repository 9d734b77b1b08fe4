import { readFile } from 'node:fs/promises';
import type { Init } from '../cri/api.ts';
import { tables } from '../cri/gen/tables.ts';
import type { ContainerConfig, PodSandboxConfig } from '../cri/gen/types.ts';
import type { Table } from '../cri/table.ts';
import { CrixError, usageError } from '../errors.ts';
import { readYamlAsWritten } from '../yaml.ts';
import { SpecDecoder } from './spec/decode.ts';
import type { Dialect } from './spec/keys.ts';

export interface SpecInput {
  /** Path as typed; `-` is standard input. */
  path: string;
  dialect: Dialect;
  readStdin(): Promise<Uint8Array>;
}

export interface Spec<T> {
  config: Init<T>;
  /** Lines about keys that were left out. */
  warnings: string[];
}

export interface PodSpec extends Spec<PodSandboxConfig> {
  /** The file had no uid. */
  isUidMade: boolean;
}

/** Reads a pod's configuration. A missing uid is made here, once. @throws CrixError naming what is missing or wrong */
export async function readPodSpec(input: SpecInput): Promise<PodSpec> {
  const { name, config, warnings } = await readSpec(input, tables.of('PodSandboxConfig'));
  const { metadata } = config;
  if (metadata === undefined) throw missing(name, 'metadata', 'a pod needs metadata.name and metadata.namespace');
  if (!metadata.name) throw missing(name, 'metadata.name', 'a pod needs a name');
  if (!metadata.namespace) throw missing(name, 'metadata.namespace', 'a pod needs a namespace');
  const uid = metadata.uid || crypto.randomUUID();
  return { config: { ...config, metadata: { ...metadata, uid } }, warnings, isUidMade: !metadata.uid };
}

/** Reads a container's configuration. @throws CrixError naming what is missing or wrong */
export async function readContainerSpec(input: SpecInput): Promise<Spec<ContainerConfig>> {
  const { name, config, warnings } = await readSpec(input, tables.of('ContainerConfig'));
  if (!config.metadata?.name) throw missing(name, 'metadata.name', 'a container needs a name');
  const { image } = config;
  if (!image?.image) throw missing(name, 'image.image', 'write {"image": {"image": "busybox"}}');
  const userSpecifiedImage = image.userSpecifiedImage || image.image;
  return { config: { ...config, image: { ...image, userSpecifiedImage } }, warnings };
}

/** A configuration as a runtime tells it in verbose status, which is written as in crictl's files. @throws CrixError when it cannot be read */
export function toldConfig<T extends 'ContainerConfig' | 'PodSandboxConfig'>(
  message: T,
  config: unknown,
): ToldConfigs[T] {
  const decoder = new SpecDecoder(`the runtime's ${message}`, tables.of(message), 'crictl');
  return decoder.decode(parse(message, JSON.stringify(config))) as ToldConfigs[T];
}

interface ToldConfigs {
  ContainerConfig: Init<ContainerConfig>;
  PodSandboxConfig: Init<PodSandboxConfig>;
}

function missing(name: string, path: string, why: string): CrixError {
  return new CrixError('failure', `${name}: ${path} is not set: ${why}`);
}

async function readSpec<T>(input: SpecInput, table: Table<T>): Promise<Spec<T> & { name: string }> {
  const name = input.path === '-' ? 'standard input' : input.path;
  const decoder = new SpecDecoder(name, table, input.dialect);
  const config = decoder.decode(parse(name, await load(input, name))) as Init<T>;
  return { name, config, warnings: decoder.warnings };
}

async function load({ path, readStdin }: SpecInput, name: string): Promise<string> {
  const bytes = path === '-' ? await readStdin() : await readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CrixError('failure', `${name} is not UTF-8 text`, { cause });
  }
}

const fileFailures: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'is a directory, not a file',
  EACCES: 'permission denied',
  ELOOP: 'its links lead in a circle',
};

async function readBytes(path: string): Promise<Uint8Array> {
  if (path === '') throw usageError('an empty file name was given', 'is a variable of the script unset?');
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CrixError('failure', `cannot read ${path}: ${fileFailures[code ?? ''] ?? code}`, { cause });
  }
}

function parse(name: string, text: string) {
  try {
    return readYamlAsWritten(text);
  } catch (error) {
    if (!(error instanceof CrixError)) throw error;
    throw new CrixError('failure', `${name} is ${error.message}`, { cause: error });
  }
}
