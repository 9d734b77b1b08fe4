import type { Context } from '../../cli/define.ts';
import type { PruneDeps, Pruned } from '../../ops/prune/containers.ts';
import type { PrunedImages } from '../../ops/prune/images.ts';
import { formatBytes } from '../../output/units.ts';
import { readLine } from './read-line.ts';

/** What the prune commands share. */
export const pruneFlags = {
  filter: { type: 'strings', metavar: 'FILTER', help: 'label=KEY[=VALUE], label!=KEY[=VALUE] or until=TIME' },
  force: { type: 'boolean', short: 'f', help: 'Do not ask' },
} as const;

export function pruneDeps({ settings, signal, warn }: Context): PruneDeps {
  return { timeoutMs: settings.timeoutMs, signal, note: warn };
}

/** Asks before something is removed. No answer is no. */
export async function isWanted(context: Context, warning: string): Promise<boolean> {
  const { io, signal } = context;
  await io.stdout.write(`WARNING! ${warning}\nAre you sure you want to continue? [y/N] `);
  const answer = await readLine(io.stdin(), signal);
  return /^(y|yes)$/i.test(answer.trim());
}

export function prunedContainersText({ removed }: Pruned): string {
  return section(
    'Deleted Containers:',
    removed.map(({ id }) => id),
  );
}

export function prunedImagesText({ removed }: PrunedImages): string {
  const lines = removed.flatMap(({ names, id }) => [...names.map((name) => `untagged: ${name}`), `deleted: ${id}`]);
  return section('Deleted Images:', lines);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${[title, ...lines].join('\n')}\n\n`;
}

export function reclaimedText(bytes: bigint): string {
  return `Total reclaimed space: ${formatBytes(bytes, 4)}\n`;
}
