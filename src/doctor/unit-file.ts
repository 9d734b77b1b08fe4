import { join } from 'node:path';
import type { Host } from './host.ts';

export interface UnitFile {
  path: string;
  /** Settings of [Service], drop-ins applied; the last one of a name counts. */
  service: Readonly<Record<string, string>>;
  /** Started at boot. */
  isEnabled: boolean;
}

/** In the order in which systemd looks: an administrator's file beats the package's. */
const folders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

export function readUnit(host: Host, name: string): UnitFile | undefined {
  const path = folders.map((folder) => join(folder, name)).find((candidate) => host.has(candidate));
  if (path === undefined) return undefined;
  // Drop-ins of equal names hide each other the same way; all that remain are read by name.
  const dropIns = new Map<string, string>();
  for (const folder of folders.toReversed()) {
    for (const file of host.list(join(folder, `${name}.d`)) ?? []) {
      if (file.endsWith('.conf')) dropIns.set(file, join(folder, `${name}.d`, file));
    }
  }
  const files = [path, ...[...dropIns].sort().map(([, file]) => file)];
  const service = Object.assign({}, ...files.map((file) => serviceOf(host.read(file) ?? '')));
  const isEnabled = folders.some((folder) => {
    return (host.list(folder) ?? []).some(
      (entry) => entry.endsWith('.wants') && host.link(join(folder, entry, name)) !== undefined,
    );
  });
  return { path: host.real(path), service, isEnabled };
}

function serviceOf(text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  let section = '';
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    section = /^\s*\[(\w+)\]\s*$/.exec(line)?.[1] ?? section;
    const [, key, value = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section === 'Service' && key !== undefined) settings[key] = value;
  }
  return settings;
}
