import { type Goal, verdictOf } from './goals.ts';
import type { Spread } from './runs.ts';
import type { ScaleRow } from './scale.ts';
import type { StartupRow } from './startup.ts';
import type { StreamRow } from './streams.ts';

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

const spread = ({ min, median, max }: Spread, digits: number): string =>
  `${min.toFixed(digits)} / **${median.toFixed(digits)}** / ${max.toFixed(digits)}`;

export function startupTable(rows: readonly StartupRow[]): string {
  return table(
    ['runtime', 'command', 'ms: min / median / max', 'times bare: min / median / max'],
    rows.map((row) => [row.runtime, `\`${row.command}\``, spread(row.ms, 1), spread(row.ratio, 2)]),
  );
}

export function scaleTable(rows: readonly ScaleRow[]): string {
  return table(
    ['runtime', 'command', 'containers', 'ms: min / median / max', 'peak memory, MiB', 'output, bytes'],
    rows.map((row) => [
      row.runtime,
      `\`${row.command}\``,
      String(row.count),
      spread(row.ms, 0),
      (row.peak.bytes / 2 ** 20).toFixed(0),
      String(row.peak.outputBytes),
    ]),
  );
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['goal', 'limit', 'measured', ''],
    goals.map((goal) => [goal.name, String(goal.limit), goal.measured?.toFixed(2) ?? '–', verdictOf(goal)]),
  );
}

export function streamTable(rows: readonly StreamRow[]): string {
  return table(
    ['runtime', 'what', 'ms: min / median / max'],
    rows.map((row) => [row.runtime, row.what, spread(row.ms, 0)]),
  );
}
