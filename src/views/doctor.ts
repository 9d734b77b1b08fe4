import type { Finding, Level } from '../doctor/finding.ts';
import type { CheckReport } from '../doctor/report.ts';
import { visible } from '../output/visible.ts';

const colors: Readonly<Record<Level, number>> = { ok: 32, skipped: 90, warn: 33, fail: 31 };
const levelWidth = 7;

export interface DoctorStyle {
  isColored: boolean;
  /** Leave out what is in order. */
  onlyProblems: boolean;
}

/** Prints reports as they come: a heading when the group changes, a line for each finding, and what to do below it. */
export function doctorLines(style: DoctorStyle): (report: CheckReport) => string {
  let group = '';
  return ({ group: next, findings }) => {
    const shown = style.onlyProblems ? findings.filter(isProblem) : findings;
    if (shown.length === 0) return '';
    const heading = next === group ? '' : `${group === '' ? '' : '\n'}${next}\n`;
    group = next;
    return heading + shown.map((finding) => findingText(finding, style)).join('');
  };
}

function isProblem({ level }: Finding): boolean {
  return level === 'warn' || level === 'fail';
}

function findingText({ id, level, seen, why, next }: Finding, { isColored }: DoctorStyle): string {
  const word = level.padEnd(levelWidth);
  const name = id.replace(/\.(ok|skipped)$/, '');
  const lines = [`  ${isColored ? `\x1b[${colors[level]}m${word}\x1b[0m` : word} ${name}: ${visible(seen)}`];
  const indent = ' '.repeat(levelWidth + 3);
  if (why !== undefined) lines.push(`${indent}why:  ${visible(why)}`);
  for (const step of next ?? []) lines.push(`${indent}next: ${visible(step)}`);
  return `${lines.join('\n')}\n`;
}

export function doctorSummary(reports: readonly CheckReport[]): string {
  const findings = reports.flatMap((report) => report.findings);
  const counts = (['ok', 'warn', 'fail', 'skipped'] as const).map((level) => {
    return `${findings.filter((finding) => finding.level === level).length} ${level}`;
  });
  return `\n${counts.join(', ')}\n`;
}

/** For scripts: ids are stable, texts are not. */
export function doctorDocument(reports: readonly CheckReport[]) {
  return {
    findings: reports.flatMap(({ id: check, group, findings }) =>
      findings.map(({ id, level, seen, why, next, fix }) => ({
        id,
        check,
        group,
        level,
        seen,
        ...(why === undefined ? {} : { why }),
        next: next ?? [],
        fixable: fix !== undefined,
      })),
    ),
  };
}
