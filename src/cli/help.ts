import type { Command, Flag, Flags, Persona } from './define.ts';
import { globalFlags } from './globals.ts';
import type { Entry, Group } from './registry.ts';

const groupTitles: Readonly<Record<Group, string>> = {
  containers: 'Containers',
  pods: 'Pods',
  images: 'Images',
  node: 'The node and its runtime',
  crix: 'crix itself',
};

/** The root help: the registry, and the flags that come before a command. */
export function rootHelp(entries: readonly Entry[], persona: Persona, version: string): string {
  const shown = entries.filter((entry) => !entry.hidden && (persona === 'crix' || !entry.beyond));
  const title =
    persona === 'crictl' ? 'crictl - client for CRI' : 'crix - client for CRI, the Container Runtime Interface';
  const lines = [
    title,
    '',
    'Usage:',
    `  ${persona} [global flags] COMMAND [flags] [arguments]`,
    '',
    `Version:`,
    `  ${version}`,
    '',
  ];
  for (const [group, name] of Object.entries(groupTitles)) {
    const rows = shown
      .filter((entry) => entry.group === group)
      .map((entry) => [namesOf(entry), entry.summary] as const);
    if (rows.length > 0) lines.push(`${name}:`, ...twoColumns(rows), '');
  }
  lines.push('Global flags:', ...flagLines(globalFlags, persona), '');
  lines.push(`Run '${persona} COMMAND --help' for a command's flags and examples.`);
  return `${lines.join('\n')}\n`;
}

/** The help of one command, from its declaration alone. */
export function commandHelp(command: Command, program: string, persona: Persona): string {
  const lines = [
    `${program} ${command.name} - ${command.summary}`,
    '',
    'Usage:',
    `  ${program} ${command.name} ${command.usage}`,
    '',
  ];
  if (command.aliases?.length) lines.push('Aliases:', `  ${command.aliases.join(', ')}`, '');
  if (command.description !== undefined) lines.push(command.description, '');
  lines.push(
    'Examples:',
    ...command.examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line.replace(/^crix\b/, program)}`]),
    '',
  );
  lines.push('Flags:', ...flagLines(command.flags, persona));
  return `${lines.join('\n')}\n`;
}

function namesOf(entry: Entry): string {
  return [entry.name, ...(entry.aliases ?? [])].join(', ');
}

export function flagLines(flags: Flags, persona: Persona): string[] {
  const rows = Object.entries(flags)
    .filter(([, flag]) => !flag.hidden && (persona !== 'crictl' || !flag.beyond))
    .map(([name, flag]) => [spellings(name, flag), flagText(flag)] as const);
  if (!('help' in flags)) rows.push(['-h, --help', 'Show this help']);
  return twoColumns(rows);
}

function spellings(name: string, flag: Flag): string {
  const words = [
    ...(flag.short === undefined ? [] : [`-${flag.short}`]),
    `--${name}`,
    ...(flag.aliases ?? []).map((alias) => `--${alias}`),
  ];
  const value = flag.type === 'boolean' ? '' : ` ${flag.metavar ?? flag.type.toUpperCase()}`;
  return `${flag.short === undefined ? '    ' : ''}${words.join(', ')}${value}`;
}

function flagText(flag: Flag): string {
  const notes: string[] = [];
  if ('values' in flag && flag.values !== undefined) notes.push(flag.values.join('|'));
  if ('default' in flag && flag.default !== undefined && flag.default !== false)
    notes.push(`default ${String(flag.default)}`);
  if (flag.env !== undefined) notes.push(`$${flag.env}`);
  return notes.length === 0 ? flag.help : `${flag.help} (${notes.join('; ')})`;
}

export function twoColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) =>
    left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
  );
}
