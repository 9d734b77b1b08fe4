import type { Flags } from '../cli/define.ts';
import { flagLines, twoColumns } from '../cli/help.ts';
import type { DockerCommand } from './define.ts';
import { type MapRow, rows } from './map.ts';

export function dockerRootHelp(globalFlags: Flags): string {
  const listed = rows.filter((row) => row.status !== 'none');
  const lines = [
    'Usage:  docker [OPTIONS] COMMAND',
    '',
    "docker's words for the CRI runtime of this node (crix)",
    '',
    'Commands:',
    ...twoColumns(listed.map((row) => [row.words[0] as string, row.summary] as const)),
    '',
    'Not available with CRI (each says what to use instead):',
    `  ${unavailable()}`,
    '',
    'Global Options:',
    ...flagLines(globalFlags, 'docker'),
    '',
    "Run 'docker COMMAND --help' for more information on a command.",
    "Run 'crix alias' for the crictl command behind each.",
  ];
  return `${lines.join('\n')}\n`;
}

function unavailable(): string {
  return rows
    .filter((row) => row.status === 'none')
    .map((row) => row.words[0])
    .join(', ');
}

export function dockerGroupHelp(group: string): string {
  const members = rows.flatMap((row) => memberOf(group, row));
  return `Usage:  docker ${group} COMMAND\n\nCommands:\n${twoColumns(members).join('\n')}\n\nRun 'docker ${group} COMMAND --help' for more information on a command.\n`;
}

function memberOf(group: string, row: MapRow): (readonly [string, string])[] {
  const spelled = row.words.find((words) => words.startsWith(`${group} `));
  return spelled === undefined ? [] : [[spelled.slice(group.length + 1), row.summary] as const];
}

export function dockerCommandHelp(command: DockerCommand, words: readonly string[]): string {
  const lines = [`Usage:  docker ${words.join(' ')} ${command.usage}`.trimEnd(), '', command.summary];
  if (Object.keys(command.flags).length > 0) lines.push('', 'Options:', ...flagLines(command.flags, 'docker'));
  return `${lines.join('\n')}\n`;
}
