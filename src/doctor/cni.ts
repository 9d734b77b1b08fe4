import { join } from 'node:path';
import type { Host } from './host.ts';
import { type Document, objectAt, objectsAt, parseJson, textAt, valueAt } from './walk.ts';

/** A file of a CNI folder that the runtime looks at. */
export interface CniFile {
  path: string;
  name: string | undefined;
  plugins: readonly Document[];
  /** Why it cannot be used. */
  problem: string | undefined;
}

/** In the order in which the runtime takes them: the first one counts, bad or good. */
export function readCniFiles(host: Host, folder: string): CniFile[] {
  const names = (host.list(folder) ?? []).filter((name) => /\.(conf|conflist|json)$/.test(name));
  return names.map((name) => readCniFile(host, join(folder, name)));
}

function readCniFile(host: Host, path: string): CniFile {
  const config = parseJson(host.read(path));
  const name = textAt(config, 'name');
  const isList = path.endsWith('.conflist');
  const plugins = isList ? objectsAt(config, 'plugins') : [objectAt(config)];
  return { path: host.real(path), name, plugins, problem: problemOf(config, name, { isList, plugins }) };
}

function problemOf(
  config: unknown,
  name: string | undefined,
  { isList, plugins }: { isList: boolean; plugins: readonly Document[] },
): string | undefined {
  if (config === undefined) return 'is no JSON';
  if (name === undefined) return 'has no name';
  if (plugins.length === 0) return 'has no plugins';
  if (plugins.every((plugin) => textAt(plugin, 'type') !== undefined)) return undefined;
  return !isList && valueAt(config, 'plugins') !== undefined
    ? 'is a list of plugins, which has to end in .conflist'
    : 'has a plugin without type';
}

/** The programs that a network needs, IPAM included. */
export function programsOf({ plugins }: CniFile): string[] {
  const types = plugins.flatMap((plugin) => [textAt(plugin, 'type'), textAt(plugin, 'ipam', 'type')]);
  return [...new Set(types.flatMap((type) => type ?? []))];
}

/** host-local's ranges of addresses. */
export function subnetsOf({ plugins }: CniFile): string[] {
  return plugins.flatMap((plugin) => {
    const ipam = objectAt(plugin, 'ipam');
    const ranges = (Array.isArray(ipam['ranges']) ? ipam['ranges'] : []).flat() as unknown[];
    return [textAt(ipam, 'subnet'), ...ranges.map((range) => textAt(range, 'subnet'))].flatMap(
      (subnet) => subnet ?? [],
    );
  });
}

/** Where host-local keeps who has which address; undefined when another IPAM plugin does that. */
export function reservationFolder({ name, plugins }: CniFile): string | undefined {
  const local = plugins.find((plugin) => textAt(plugin, 'ipam', 'type') === 'host-local');
  if (local === undefined || name === undefined) return undefined;
  return join(textAt(local, 'ipam', 'dataDir') ?? '/var/lib/cni/networks', name);
}
