import { CrixError, messageOf } from '../errors.ts';
import type { Facts } from './facts.ts';
import { type Check, type Finding, findingsOf, type Group, type Level, levels } from './finding.ts';
import { chooseChecks } from './registry.ts';

export interface CheckReport {
  id: string;
  group: Group;
  title: string;
  /** At least one. */
  findings: readonly Finding[];
}

/** Runs the chosen checks one after another and gives each report as it is ready. @throws CrixError of kind usage */
export async function* examine(facts: Facts, words: readonly string[]): AsyncGenerator<CheckReport> {
  for (const { load } of chooseChecks(words)) {
    const { check } = await load();
    const { id, group, title } = check;
    yield { id, group, title, findings: await run(check, facts) };
  }
}

async function run(check: Check, facts: Facts): Promise<readonly Finding[]> {
  const { skipped, warn } = findingsOf(check.id);
  if (check.needs === 'runtime' && !(await facts.isUp())) {
    return [skipped(facts.looksAtRuntime ? 'no runtime answers' : 'no endpoint was named beside --root')];
  }
  try {
    return await check.run(facts);
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'cancelled') throw error;
    return [warn('error', `this could not be looked at: ${messageOf(error)}`)];
  }
}

/** The worst that was found, apart from what is cured. */
export function worstLevel(reports: readonly CheckReport[], cured: ReadonlySet<Finding> = new Set()): Level {
  const left = reports.flatMap(({ findings }) => findings.filter((finding) => !cured.has(finding)));
  const seen = left.map(({ level }) => level);
  return levels.toReversed().find((level) => seen.includes(level)) ?? 'ok';
}
