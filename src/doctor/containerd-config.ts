import { dirname, isAbsolute, join } from 'node:path';
import type { Host } from './host.ts';
import { readToml } from './toml.ts';
import { type Document, objectAt, textsAt, valueAt } from './walk.ts';

/** One of the files that containerd's configuration is made of. */
export interface ConfigFile {
  /** Where it lies on this machine. */
  path: string;
  /** Undefined: it is not there. */
  text: string | undefined;
  document: Document;
  /** Why it cannot be read as TOML. */
  error: { line: number | undefined; message: string } | undefined;
  /** 1 when the file names none. */
  version: number;
}

export interface ContainerdConfig extends ConfigFile {
  imports: readonly ConfigFile[];
}

export function readContainerdConfig(host: Host, path: string): ContainerdConfig {
  const main = readFile(host, path);
  const imports = textsAt(main.document, 'imports').flatMap((pattern) => {
    const full = isAbsolute(pattern) ? pattern : join(dirname(path), pattern);
    return expand(host, full).map((file) => readFile(host, file));
  });
  return { ...main, imports };
}

function readFile(host: Host, path: string): ConfigFile {
  const text = host.read(path);
  const reading = text === undefined ? { document: {} } : readToml(text);
  const document = 'document' in reading ? reading.document : {};
  const version = Number(valueAt(document, 'version') ?? 1);
  return { path: host.real(path), text, document, error: 'document' in reading ? undefined : reading, version };
}

export const usualConfig = '/etc/containerd/config.toml';
const usualSocket = '/run/containerd/containerd.sock';

/**
 * The configuration of a containerd that does not run: the file that names its socket. Beside the usual place, k3s has one of its
 * own, and who starts a second containerd likes to keep its files together.
 */
export function configForSocket(host: Host, socket: string | undefined): ContainerdConfig {
  if (socket === undefined || socket === usualSocket) return readContainerdConfig(host, usualConfig);
  const folder = dirname(socket);
  const beside = (host.list(folder) ?? []).filter((name) => name.endsWith('.toml')).map((name) => join(folder, name));
  const candidates = [usualConfig, '/var/lib/rancher/k3s/agent/etc/containerd/config.toml', ...beside];
  // By pattern, since a file that is no TOML is the likely reason why nothing runs.
  const path = candidates.find((file) => quotes.some((quote) => host.read(file)?.includes(quote + socket + quote)));
  return path === undefined ? unknownConfig : readContainerdConfig(host, path);
}

const quotes = [`"`, `'`];

const unknownConfig: ContainerdConfig = {
  path: '',
  text: undefined,
  document: {},
  error: undefined,
  version: 1,
  imports: [],
};

/** A pattern that fits nothing is fine to containerd; a plain name that is missing stops it. */
function expand(host: Host, pattern: string): string[] {
  const [folder, name] = [dirname(pattern), pattern.slice(dirname(pattern).length + 1)];
  if (!/[*?[]/.test(name)) return [pattern];
  const source = name
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const matches = new RegExp(`^${source}$`);
  return (host.list(folder) ?? []).filter((file) => matches.test(file)).map((file) => join(folder, file));
}

const criV1 = 'cri';
const criV2 = 'io.containerd.grpc.v1.cri';
const imagesV3 = 'io.containerd.cri.v1.images';
const runtimeV3 = 'io.containerd.cri.v1.runtime';
export const criPluginIds = [criV1, criV2, imagesV3, runtimeV3] as const;

export function pluginSection({ document }: ConfigFile, id: (typeof criPluginIds)[number]): Document {
  return objectAt(document, 'plugins', id);
}

/** Which plugin sections a containerd of this generation reads from a file of this version. */
export function sectionsRead(version: number, generation: Generation): readonly string[] {
  if (generation === '2') return version >= 3 ? [imagesV3, runtimeV3, criV2] : version === 2 ? [criV2] : [];
  return version === 1 ? [criV1] : [criV2];
}

/** Containerds that read the same configuration in the same way. */
export type Generation = '1.6' | '1.7' | '2';

export function generationOf(version: string | undefined): Generation | undefined {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined) return undefined;
  if (Number(major) >= 2) return '2';
  return Number(minor) >= 7 ? '1.7' : '1.6';
}

/** A setting of the CRI plugin, wherever this version of the file has it; the first file that has one counts. */
export function criSetting(
  config: ContainerdConfig,
  v2: readonly string[],
  v3: readonly [string, ...string[]],
): unknown {
  for (const { document } of [...config.imports].reverse().concat(config)) {
    const found =
      valueAt(document, 'plugins', ...v3) ??
      valueAt(document, 'plugins', criV2, ...v2) ??
      valueAt(document, 'plugins', criV1, ...v2);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const settings = {
  snapshotter: (config: ContainerdConfig) =>
    criSetting(config, ['containerd', 'snapshotter'], [imagesV3, 'snapshotter']),
  sandboxImage: (config: ContainerdConfig) =>
    criSetting(config, ['sandbox_image'], [imagesV3, 'pinned_images', 'sandbox']),
  runtimes: (config: ContainerdConfig) =>
    criSetting(config, ['containerd', 'runtimes'], [runtimeV3, 'containerd', 'runtimes']),
  defaultRuntime: (config: ContainerdConfig) =>
    criSetting(config, ['containerd', 'default_runtime_name'], [runtimeV3, 'containerd', 'default_runtime_name']),
  registry: (config: ContainerdConfig) => criSetting(config, ['registry'], [imagesV3, 'registry']),
};
